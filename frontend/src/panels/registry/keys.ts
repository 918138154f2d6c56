/** The keys of the fields beside a list of the registry, and the way back from them to the list. */

/** Gives the keys to the list that shows, or where it is empty to what filters it. */
export function toList(): void {
  const within = (what: string) => document.querySelector<HTMLElement>(`.registry ${what}`);
  (within('[role="listbox"]') ?? within('.find input'))?.focus();
}

/** Enter keeps what a field says, in one of many lines with Ctrl; Escape leaves what it said before. */
export function fieldKeys(
  event: KeyboardEvent & { currentTarget: HTMLInputElement | HTMLTextAreaElement },
  was: string,
): void {
  if (event.isComposing) return;
  const one = event.currentTarget instanceof HTMLInputElement;
  if (event.key === 'Escape') event.currentTarget.value = was;
  else if (event.key !== 'Enter' || !(one || event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.stopPropagation();
  event.currentTarget.blur();
  toList();
}
