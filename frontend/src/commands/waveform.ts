/** Commands on what the lanes show of the sound, and on drawing it. */
import { turnAt } from '../model/place';
import { type Command, hasSound } from './command';
import type { Stet } from '../state/stet.svelte';

const nearer = 2;

const hasLanes = (stet: Stet): boolean => hasSound(stet) && stet.lens.width > 0;

const underWay = ({ jobs }: Stet) => [jobs.of('alignment'), jobs.of('alignments')].filter((job) => job !== null);

export const waveform: Command[] = [
  {
    id: 'sound.nearer',
    group: 'Playback',
    label: 'Look at the sound from nearer',
    also: 'zoom in waveform lanes',
    icon: 'plus',
    when: hasLanes,
    run: (stet) => stet.lens.zoom(nearer),
  },
  {
    id: 'sound.farther',
    group: 'Playback',
    label: 'Look at the sound from farther away',
    also: 'zoom out waveform lanes',
    icon: 'minus',
    when: hasLanes,
    run: (stet) => stet.lens.zoom(1 / nearer),
  },
  {
    id: 'sound.whole',
    group: 'Playback',
    label: 'Look at the whole sound',
    also: 'zoom out fit waveform lanes',
    icon: 'sound',
    when: hasLanes,
    run: (stet) => stet.lens.whole(),
  },
  {
    id: 'sound.lookAtTurn',
    group: 'Playback',
    label: 'Look at the turn in the lanes',
    also: 'zoom fit waveform',
    icon: 'sound',
    when: (stet) => hasLanes(stet) && shownTurn(stet) !== null,
    run: (stet) => {
      const turn = shownTurn(stet);
      if (turn) stet.lens.frame(turn.from, turn.to ?? turn.from);
    },
  },
  {
    id: 'sound.lookBack',
    group: 'Playback',
    label: 'Look at what comes before in the lanes',
    also: 'scroll waveform earlier left',
    icon: 'sound',
    when: hasLanes,
    run: (stet) => stet.lens.scroll(-stet.lens.window.span / 2),
  },
  {
    id: 'sound.lookOn',
    group: 'Playback',
    label: 'Look at what comes next in the lanes',
    also: 'scroll waveform later right',
    icon: 'sound',
    when: hasLanes,
    run: (stet) => stet.lens.scroll(stet.lens.window.span / 2),
  },
  {
    id: 'sound.draw',
    group: 'Playback',
    label: 'Draw the rest of the waveform',
    also: 'peaks build',
    icon: 'sound',
    when: (stet) => hasSound(stet) && stet.waveform.isPart && stet.jobs.of('waveform') === null,
    run: (stet) => void stet.waveform.draw(),
  },
  {
    id: 'sound.stopDrawing',
    group: 'Playback',
    label: 'Stop drawing the waveform',
    also: 'peaks cancel',
    icon: 'cross',
    when: (stet) => stet.jobs.of('waveform') !== null,
    run: (stet) => {
      const job = stet.jobs.of('waveform');
      if (job) stet.jobs.cancel(job.id);
    },
  },
  {
    id: 'sound.align',
    group: 'Playback',
    label: 'Align the words with the sound',
    also: 'word times timings find measure forced alignment',
    icon: 'sound',
    when: (stet) => hasSound(stet) && stet.jobs.of('alignment') === null,
    run: (stet) => void stet.aligning.start(),
  },
  {
    id: 'sound.alignAnew',
    group: 'Playback',
    label: 'Align all words anew',
    also: 'word times timings again forget measure',
    icon: 'sound',
    when: (stet) => hasSound(stet) && stet.jobs.of('alignment') === null,
    run: (stet) => void stet.aligning.start(true),
  },
  {
    id: 'sound.stopAligning',
    group: 'Playback',
    label: 'Stop aligning the words',
    also: 'word times cancel',
    icon: 'cross',
    when: (stet) => underWay(stet).length > 0,
    run: (stet) => underWay(stet).forEach(({ id }) => stet.jobs.cancel(id)),
  },
];

/** The turn of the caret, or the one under the playhead. */
function shownTurn(stet: Stet) {
  const id = stet.episode.place?.turn;
  return stet.episode.timed.find(({ turn }) => turn === id) ?? turnAt(stet.episode.timed, stet.player.now());
}
