/** Keeps a textarea as high as its text. It never scrolls and never changes the text. */
export function autosize(area: HTMLTextAreaElement): () => void {
  let width = 0;
  const fit = () => {
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
  };
  const watch = new ResizeObserver(() => {
    if (area.offsetWidth === width) return;
    width = area.offsetWidth;
    fit();
  });
  watch.observe(area);
  area.addEventListener('input', fit);
  // A value that is set by the program tells nobody; what comes in by the property is seen here.
  const described = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value');
  if (described?.get && described.set) {
    const { get, set } = described;
    Object.defineProperty(area, 'value', {
      configurable: true,
      get() {
        return get.call(area) as string;
      },
      set(text: string) {
        set.call(area, text);
        fit();
      },
    });
  }
  void document.fonts?.ready.then(fit);
  return () => {
    watch.disconnect();
    area.removeEventListener('input', fit);
  };
}
