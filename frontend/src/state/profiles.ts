/** What the files of a series have in common, asked for while the settings show it. It keeps nothing itself. */
import * as backend from '../bridge/tagging';
import type { ProfileLine, SeriesProfileView } from '../model/profileviews';

export class Profiles {
  load(series: string): Promise<SeriesProfileView> {
    return backend.seriesProfile(series);
  }
  /** Writes lines that were changed, and tells the profile then. */
  keep(series: string, lines: ProfileLine[]): Promise<SeriesProfileView> {
    return backend.keepProfile(series, lines);
  }
}
