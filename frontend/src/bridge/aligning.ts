/** The calls about finding the words of an episode in its sound. */
import type { AlignedView } from '../model/soundviews';
import type { ID } from '../model/views';
import { callService } from './window';

/** Looks for the words, those of a turn first (0 for none), and returns the job. */
export const alignWords = (episode: number, first: ID) => callService<number>('AlignWords', episode, first);
/** What it came to. */
export const aligned = (job: number) => callService<AlignedView>('Aligned', job);
