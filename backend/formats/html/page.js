(function () {
  var sound = document.querySelector('audio');
  if (!sound) return;
  document.body.className = 'live';
  var words = Array.from(document.querySelectorAll('span[data-t]')).map(function (at) {
    return { at: at, from: Number(at.dataset.t), to: Number(at.closest('[data-to]').dataset.to) };
  });
  words.sort(function (a, b) { return a.from - b.from; });
  var shown = null;
  function show() {
    var low = 0, high = words.length, now = sound.currentTime + 0.001;
    while (high > low) {
      var middle = (low + high) >> 1;
      if (words[middle].from > now) high = middle;
      else low = middle + 1;
    }
    var word = low > 0 ? words[low - 1] : null;
    var at = word ? (word.to > now ? word.at : null) : null;
    if (at === shown) return;
    if (shown) shown.classList.remove('now');
    if (at) at.classList.add('now');
    shown = at;
  }
  function follow() {
    show();
    if (!sound.paused) requestAnimationFrame(follow);
  }
  sound.addEventListener('play', follow);
  sound.addEventListener('seeked', show);
  sound.addEventListener('timeupdate', show);
  document.querySelector('main').addEventListener('click', function (event) {
    if (String(getSelection())) return;
    var link = event.target.closest('a.at');
    var at = link ? link.closest('[data-from]') : event.target.closest('[data-t]');
    if (!at) return;
    event.preventDefault();
    sound.currentTime = Number(link ? at.dataset.from : at.dataset.t);
    show();
    sound.play().catch(function () {});
  });
})();
