/** The search of the sound for the words of the episode. The times come with the episode, as they are found. */
import * as backend from '../bridge/aligning';
import { sentence } from '../model/failure';
import type { AlignedView } from '../model/soundviews';
import { count } from '../model/words';
import type { Episode } from './episode.svelte';
import type { Jobs } from './jobs.svelte';
import type { Notices } from './notices.svelte';

const failed = 'The words were not aligned';

export class Aligning {
  constructor(
    private readonly episode: Episode,
    private readonly jobs: Jobs,
    private readonly notices: Notices,
  ) {}

  /** Looks for the words that nobody has looked for yet, those at the caret first. */
  async start(): Promise<void> {
    const episode = this.episode.view;
    if (!episode) return;
    try {
      const id = await backend.alignWords(episode.id, this.episode.place?.turn ?? 0);
      const job = await this.jobs.ended(id);
      if (job.state === 'failed') this.notices.fail(failed, job.problem);
      else if (job.state === 'cancelled') this.notices.show('Stopped. The words that were found keep their times.');
      else this.notices.show(told(await backend.aligned(id)));
    } catch (e) {
      this.notices.fail(failed, sentence(e));
    }
  }
}

function told({ words, found, guessed, unspoken }: AlignedView): string {
  if (words === 0) return 'All words have been looked for already.';
  const parts = [`${found} of ${count(words, 'word')} found in the sound`];
  if (guessed > 0) parts.push(`${guessed} estimated`);
  if (unspoken > 0) parts.push(`${unspoken} not in it`);
  return `${parts.join(', ')}.`;
}
