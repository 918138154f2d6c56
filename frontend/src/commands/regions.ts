/** The window's regions, in the order in which F6 visits them. Each says where its focus goes by data-region-focus. */

const names = ['library', 'transcript', 'inspector', 'audio'];

/** Moves the focus to the next region that shows. */
export function nextRegion(by: 1 | -1): void {
  const here = document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset.region;
  const at = here === undefined ? (by > 0 ? -1 : 0) : names.indexOf(here);
  for (let n = 1; n <= names.length; n++) {
    const name = names[(at + by * n + names.length * 2) % names.length]!;
    const region = document.querySelector<HTMLElement>(`[data-region="${name}"]`);
    const target = region && focusOf(region);
    if (target) {
      target.focus();
      return;
    }
  }
}

function focusOf(region: HTMLElement): HTMLElement | null {
  return (
    region.querySelector<HTMLElement>('[data-region-focus] [contenteditable="true"]') ??
    region.querySelector<HTMLElement>('button[data-region-focus]:not([disabled])') ??
    region.querySelector<HTMLElement>('button:not([disabled]), input, textarea, [tabindex="0"]')
  );
}
