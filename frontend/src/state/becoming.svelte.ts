/** Which series and episode transcripts become, as somebody has it before they are taken in. */
import type { Called, IncomingView } from '../model/fileviews';

export class Becoming {
  private list = $state.raw<readonly Called[]>([]);

  begin(files: readonly IncomingView[]): void {
    this.list = files.map(({ file, series, episode }) => ({ file, series, episode }));
  }

  of(file: string): Called {
    return this.list.find((each) => each.file === file) ?? { file, series: '', episode: '' };
  }

  /** Files further down that were of the same series go with it: of a folder nobody has to name each. */
  setSeries(file: string, series: string): void {
    const at = this.list.findIndex((each) => each.file === file);
    const was = this.list[at]?.series;
    this.list = this.list.map((each, i) => (i >= at && each.series === was ? { ...each, series } : each));
  }

  setEpisode(file: string, episode: string): void {
    this.list = this.list.map((each) => (each.file === file ? { ...each, episode } : each));
  }

  /** What is to be told with an import: what somebody emptied follows from the file. */
  get called(): Called[] {
    return this.list.filter(({ series, episode }) => series.trim() !== '' || episode.trim() !== '');
  }
}
