/** The profile of a series, as the program tells it; see profilepage.go. */
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
