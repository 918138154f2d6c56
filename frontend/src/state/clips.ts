/** Stretches of the sound, and what it looks like, saved as files of their own. */
import * as waveforms from '../bridge/waveform';
import * as backend from '../bridge/backend';
import { sentence } from '../model/failure';
import { chunkStretch } from '../model/place';
import { clockTime } from '../model/timecode';
import { baseName } from '../model/words';
import type { Flicks } from '../model/views';
import type { Episode } from './episode.svelte';
import type { Jobs } from './jobs.svelte';
import type { Notices } from './notices.svelte';
import type { Player } from './player.svelte';

const notSaved = 'The sound was not saved';
const waveformNotSaved = 'The waveform was not saved';

export class Clips {
  constructor(
    private readonly episode: Episode,
    private readonly player: Player,
    private readonly jobs: Jobs,
    private readonly notices: Notices,
  ) {}

  /** Saves what is selected, or else the turn that is being heard, or the caret's. */
  async saveSelection(): Promise<void> {
    const stretch = this.episode.transcript?.stretch();
    if (!stretch) this.notices.show('This has no place in the sound yet.');
    else await this.save(stretch.from, stretch.to ?? this.player.view.length);
  }

  /** Saves what is played again and again. */
  async saveLoop(): Promise<void> {
    const { range } = this.player;
    if (range) await this.save(range.from, range.to);
  }

  /** Saves the chunk that the inspector shows. */
  async saveChunk(): Promise<void> {
    const { chunk, timed, view } = this.episode;
    const stretch = chunk && view && chunkStretch(timed, chunk, view.clock, this.player.view.length);
    if (!stretch) this.notices.show('The chunk has no place in the sound yet.');
    else await this.save(stretch.from, stretch.to);
  }

  /** Saves the whole waveform for other programs. */
  async saveWaveform(): Promise<void> {
    const episode = this.episode.view;
    if (!episode) return;
    try {
      const path = await waveforms.chooseWaveformToSave(`${this.sound()}.dat`);
      if (path === '') return;
      const job = await this.jobs.ended(await waveforms.saveWaveform(episode.id, path));
      if (job.state === 'failed') this.notices.fail(waveformNotSaved, job.problem);
      else this.notices.show(job.state === 'cancelled' ? 'Stopped. No file was written.' : `Saved ${baseName(path)}`);
    } catch (e) {
      this.notices.fail(waveformNotSaved, sentence(e));
    }
  }

  /** Shows another program's waveform, so that none has to be drawn. */
  async takeWaveform(): Promise<void> {
    const episode = this.episode.view;
    if (!episode) return;
    try {
      const path = await waveforms.chooseWaveform();
      if (path === '') return;
      await waveforms.takeWaveform(episode.id, path);
      this.notices.show(`Took the waveform of ${baseName(path)}`);
    } catch (e) {
      this.notices.fail('The waveform was not taken', sentence(e));
    }
  }

  /** The name of the sound's file, without its ending. */
  private sound(): string {
    return baseName(this.player.view.path).replace(/\.[^.]*$/, '');
  }

  private async save(from: Flicks, to: Flicks): Promise<void> {
    const episode = this.episode.view;
    if (!episode) return;
    try {
      // Colons are not for names of files.
      const path = await backend.chooseClip(`${this.sound()} ${clockTime(from).replaceAll(':', '.')}.wav`);
      if (path === '') return;
      const id = await backend.saveClip(episode.id, from, to, path);
      const job = await this.jobs.ended(id);
      if (job.state === 'failed') this.notices.fail(notSaved, job.problem);
      else if (job.state === 'cancelled') this.notices.show('Stopped. No file was written.');
      else this.tell(await backend.clipResult(id));
    } catch (e) {
      this.notices.fail(notSaved, sentence(e));
    }
  }

  private tell({ file, problems }: { file: string; problems: string[] }): void {
    if (problems.length === 0) this.notices.show(`Saved ${baseName(file)}`);
    else this.notices.fail(`${baseName(file)} was saved, and is not whole`, problems.join(' '));
  }
}
