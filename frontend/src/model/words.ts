/** Words about numbers, times and files, as the interface says them. English only; no markup. */

/** Made once: to ask a number for its own way of being written takes a hundred times as long. */
const numbers = new Intl.NumberFormat('en');

/** "1 file", "4 files". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${numbers.format(n)} ${n === 1 ? one : many}`;
}

/** How long work must take for somebody to want to know when it ends, and how much of it tells that, in milliseconds. */
const long = 10_000;
const telling = 2_000;

/**
 * How long work still takes, by what it took until now and how far that went: "about 40 s left"; "" for short work.
 * @param more says that more follows, of which nobody knows how long it takes: then seconds are not told.
 */
export function timeLeft(took: number, fraction: number | null, more = false): string {
  if (fraction === null || fraction <= 0 || took < telling || took / fraction < long) return '';
  const seconds = Math.ceil((took / fraction - took) / 1000);
  if (seconds < 60 && more) return '';
  if (seconds < 60) return `about ${Math.max(5, Math.ceil(seconds / 5) * 5)} s left`;
  return seconds < 3600 ? `about ${Math.round(seconds / 60)} min left` : `about ${Math.round(seconds / 3600)} h left`;
}

/** "just now", "2 s ago", "3 min ago", "2 h ago", "today", "yesterday", "2 June". */
export function ago(then: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - then) / 1000));
  if (seconds === 0) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  const day = dayName(then, now);
  return day === 'Today' ? (seconds < 6 * 3600 ? `${Math.floor(seconds / 3600)} h ago` : 'today') : lower(day);
}

const lower = (s: string) => (s === 'Yesterday' ? 'yesterday' : s);

/** "Today", "Yesterday", "Tuesday", "2 June", "2 June 2024". */
export function dayName(then: number, now: number): string {
  const days = Math.round((midnight(now) - midnight(then)) / 86_400_000);
  if (days <= 0) return 'Today';
  if (days === 1) return 'Yesterday';
  const date = new Date(then);
  if (days < 7) return date.toLocaleDateString('en', { weekday: 'long' });
  const day = `${date.getDate()} ${date.toLocaleDateString('en', { month: 'long' })}`;
  return date.getFullYear() === new Date(now).getFullYear() ? day : `${day} ${date.getFullYear()}`;
}

function midnight(time: number): number {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** "14:02". */
export function hour(time: number): string {
  const date = new Date(time);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}

/** How many words a text has: its runs of anything but space. */
export const wordsIn = (text: string): number => text.match(/\S+/gu)?.length ?? 0;

/** How many words some turns have; each turn is counted once, as long as it stays the same object. */
export function wordsOf(turns: readonly { paragraphs: string[] }[]): number {
  let sum = 0;
  for (const turn of turns) {
    let words = counted.get(turn);
    if (words === undefined) counted.set(turn, (words = turn.paragraphs.reduce((n, text) => n + wordsIn(text), 0)));
    sum += words;
  }
  return sum;
}

const counted = new WeakMap<object, number>();

/** The last part of a path, of either kind of slash. */
export const baseName = (path: string): string => path.split(/[\\/]/).pop() ?? path;

/** The folder that a path lies in; "" when it has none. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.length - baseName(path).length - 1));

/** A path for a narrow place: its last two folders, "ambleford / ep03". */
export const shortFolder = (path: string): string =>
  path
    .split(/[\\/]/)
    .filter((part) => part !== '')
    .slice(-2)
    .join(' / ');

/** What the key of a front-matter field is called: topic_tags is "Topic tags". */
export function fieldName(key: string): string {
  const words = key.replace(/[_-]+/g, ' ').trim();
  return words === '' ? key : words[0]!.toUpperCase() + words.slice(1);
}

/** "a", "a and b", "a, b and c". */
export function listed(items: string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}

/** Whether a path ends in one of the endings, which are in lower case and with their dots. */
export const hasEnding = (path: string, endings: readonly string[]): boolean =>
  endings.some((ending) => path.toLowerCase().endsWith(ending));
