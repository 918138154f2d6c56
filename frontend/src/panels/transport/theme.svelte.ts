/** Which theme shows: what is drawn on a canvas takes its colours from there once, and has to be drawn again. */
class Theme {
  name = $state('');
  constructor() {
    const root = document.documentElement;
    const read = () => (this.name = root.dataset.theme ?? '');
    new MutationObserver(read).observe(root, { attributeFilter: ['data-theme'] });
    read();
  }
}

export const theme = new Theme();
