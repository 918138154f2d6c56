/** What is amiss with a sound that is played all the same, in words, and where. Pure. */
import { brief, codeAt, SECOND } from './timecode';
import { baseName, count } from './words';
import type { PlayerView, WaveformView } from './soundviews';
import type { ClockView, Flicks } from './views';

export interface Damage {
  title: string;
  text: string;
  /** Where the first of it is, and its timecode; null where it has no place. */
  first: { at: Flicks; code: string } | null;
}

type Sound = Pick<PlayerView, 'path' | 'warnings'>;
/** What could not be decoded is known as a whole when all is read. */
type Read = Pick<WaveformView, 'lost' | 'gaps' | 'done' | 'total'>;

/** Says what is amiss; null while nothing is known to be. */
export function damage({ path, warnings }: Sound, { lost, gaps, done, total }: Read, clock: ClockView): Damage | null {
  const known = done === total && lost > 0;
  if (warnings.length === 0 && !known) return null;
  const name = baseName(path);
  const first = known && gaps[0] ? { at: gaps[0].from, code: codeAt(gaps[0].from, clock) } : null;
  // Of damage in places, the place tells more.
  const shifts = known && warnings.some(({ kind }) => kind === 'in-places');
  const said = warnings.filter(({ kind }) => !shifts || kind !== 'in-places').map(({ what }) => what);
  if (warnings.some(({ kind }) => kind === 'cut-off')) said.push('It is played as far as it goes.');
  if (known) {
    const silent = brief(Math.max(lost, SECOND / 10));
    said.push(`It is silent for ${silent} that cannot be decoded${where(first, gaps.length)}.`);
    if (shifts) said.push('What follows may be a little early or late.');
  }
  return {
    title: `${known ? 'The sound is damaged' : 'Something is wrong with the sound'}: ${name}`,
    text: said.join(' '),
    first,
  };
}

function where(first: Damage['first'], gaps: number): string {
  if (!first) return '';
  return gaps === 1 ? `, at ${first.code}` : `, in ${count(gaps, 'place')}, first at ${first.code}`;
}
