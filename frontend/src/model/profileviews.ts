/** The profile of a series, as the program tells it, and its lists as text; see profilepage.go. */
import type { ProblemView } from './views';

export interface ProfileLine {
  key: string;
  about: string;
  list: boolean;
  value: string;
  items: string[];
  agree: number;
  of: number;
}

export interface SeriesProfileView {
  path: string;
  kept: boolean;
  files: number;
  lines: ProfileLine[];
  findings: ProblemView[];
  differ: number;
}

/** A list in one line. An item with a comma or quotes stands in quotes, as in a table. */
export const listText = (items: readonly string[]): string =>
  items.map((item) => (/[,"]/.test(item) ? `"${item.replaceAll('"', '""')}"` : item)).join(', ');

export const listItems = (text: string): string[] =>
  [...text.matchAll(/\s*("(?:[^"]|"")*"\s*(?=,|$)|[^,]*)(?:,|$)/g)]
    .map(([, item = '']) => item.trim())
    .map((item) => (/^".*"$/.test(item) ? item.slice(1, -1).replaceAll('""', '"') : item).trim())
    .filter((item) => item !== '');
