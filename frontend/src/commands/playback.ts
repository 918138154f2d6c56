/** Commands on the sound. */
import { turnAfter, turnBefore, type Timed } from '../model/place';
import { SECOND } from '../model/timecode';
import type { Flicks } from '../model/views';
import type { Stet } from '../state/stet.svelte';
import { loudness, speed } from './hearing';
import { type Command, hasEpisode, hasSound, hasTurns, inEditor, touched } from './command';

const skip = 3 * SECOND;
const grace = SECOND;
/** Plays the turn before or after: the one that is heard or, where somebody went elsewhere since, the one that they are at. */
function playTurn(stet: Stet, by: 1 | -1): void {
  const { timed, wentElsewhere, transcript } = stet.episode;
  const turns = touched(stet);
  const here = timed.findIndex((each) => each.turn === (by > 0 ? turns.at(-1) : turns[0]));
  const now = stet.player.now();
  const beside = by > 0 ? turnAfter(timed, now) : turnBefore(timed, now, grace);
  const next = wentElsewhere && here >= 0 ? (timed[here + by] ?? null) : beside;
  goTo(stet, next, true);
  if (next && hasTurns(stet)) transcript?.select(next.turn);
}

/** How much of the sound is played on either side of a boundary. */
const beside = SECOND;

function goTo(stet: Stet, turn: Timed | null, play = false): void {
  if (!turn) return;
  void stet.player.seek(turn.from, play);
  stet.episode.revealTurn(turn.turn);
}

/** Where the turns at hand begin, or end: with the next turn, where nobody has said. */
function edgeOf(stet: Stet, end: boolean): Flicks | null {
  const turn = end ? touched(stet).at(-1) : touched(stet)[0];
  const { timed } = stet.episode;
  const at = timed.findIndex((each) => each.turn === turn);
  const found = timed[at];
  return (end ? (found?.to ?? timed[at + 1]?.from) : found?.from) ?? null;
}

const around = (id: string, label: string, end: boolean): Command => ({
  id,
  group: 'Playback',
  label,
  also: 'boundary edge cut hear',
  icon: 'replay',
  when: (stet) => hasSound(stet) && touched(stet).length > 0,
  run: (stet) => {
    const edge = edgeOf(stet, end);
    if (edge === null) return;
    void stet.player.playRange({ from: Math.max(0, edge - beside), to: edge + beside, again: false });
  },
});

export const playback: Command[] = [
  {
    id: 'sound.toggle',
    group: 'Playback',
    label: (stet) => (stet.player.playing ? 'Pause' : 'Play'),
    plain: 'Play or pause',
    also: 'play pause stop',
    icon: 'triangle',
    when: hasSound,
    run: (stet) => void stet.player.toggle(),
  },
  {
    id: 'sound.back',
    group: 'Playback',
    label: 'Back 3 seconds',
    icon: 'back3',
    when: hasSound,
    run: (stet) => void stet.player.skip(-skip),
  },
  {
    id: 'sound.on',
    group: 'Playback',
    label: 'Forward 3 seconds',
    icon: 'on3',
    when: hasSound,
    run: (stet) => void stet.player.skip(skip),
  },
  ...([-1, 1] as const).map((way): Command => ({
    id: way < 0 ? 'sound.frameBack' : 'sound.frameOn',
    group: 'Playback',
    label: way < 0 ? 'Back one frame' : 'Forward one frame',
    also: 'step jog',
    icon: way < 0 ? 'prev' : 'next',
    when: hasSound,
    run: (stet) => {
      const clock = stet.episode.view?.clock;
      if (clock) void stet.player.step(way, clock);
    },
  })),
  {
    id: 'sound.backAndPlay',
    group: 'Playback',
    label: 'Back 3 seconds and play',
    icon: 'back3',
    when: hasSound,
    run: (stet) => void stet.player.seek(stet.player.now() - skip, true),
  },
  {
    id: 'sound.hold',
    group: 'Playback',
    label: 'Play while the key is held',
    also: 'pedal foot hold to play',
    icon: 'triangle',
    when: hasSound,
    run: (stet) => void stet.player.playHeld(),
    end: (stet) => void stet.player.stopHeld(stet.settings.kept.holdBack * SECOND),
  },
  {
    id: 'word.play',
    group: 'Playback',
    label: 'Play from the word',
    also: 'caret here',
    icon: 'triangle',
    when: hasSound,
    run: inEditor('word.play'),
  },
  {
    id: 'sound.previousTurn',
    group: 'Playback',
    label: 'Previous turn',
    icon: 'turnBack',
    when: hasSound,
    run: (stet) => goTo(stet, turnBefore(stet.episode.timed, stet.player.now(), grace)),
  },
  {
    id: 'sound.nextTurn',
    group: 'Playback',
    label: 'Next turn',
    icon: 'turnOn',
    when: hasSound,
    run: (stet) => goTo(stet, turnAfter(stet.episode.timed, stet.player.now())),
  },
  {
    id: 'sound.playPreviousTurn',
    group: 'Playback',
    label: 'Play the previous turn',
    also: 'step back',
    icon: 'turnBack',
    when: hasSound,
    run: (stet) => playTurn(stet, -1),
  },
  {
    id: 'sound.playNextTurn',
    group: 'Playback',
    label: 'Play the next turn',
    also: 'step on',
    icon: 'turnOn',
    when: hasSound,
    run: (stet) => playTurn(stet, 1),
  },
  {
    id: 'sound.replay',
    group: 'Playback',
    label: 'Replay the turn, or what is selected',
    also: 'again once hear',
    icon: 'replay',
    when: hasSound,
    run: inEditor('turn.replay'),
  },
  around('sound.aroundStart', 'Play around the turn’s start', false),
  around('sound.aroundEnd', 'Play around the turn’s end', true),
  {
    id: 'sound.loop',
    group: 'Playback',
    label: (stet) => (stet.player.view.range?.again ? 'Stop the loop' : 'Loop the turn, or what is selected'),
    also: 'repeat again',
    icon: 'loop',
    when: hasSound,
    run: (stet) => {
      if (stet.player.view.range?.again) void stet.player.release();
      else inEditor('turn.loop')(stet);
    },
  },
  {
    id: 'turn.play',
    group: 'Playback',
    label: (stet) => (stet.player.playing ? 'Pause' : 'Play from the selection'),
    plain: 'Play from the selection, or pause',
    icon: 'triangle',
    where: 'turns',
    when: (stet) => hasSound(stet) && hasTurns(stet),
    run: (stet) => {
      if (stet.player.view.playing) void stet.player.toggle();
      else inEditor('turn.play')(stet);
    },
  },
  {
    id: 'timecode.go',
    group: 'Go',
    label: 'Go to a timecode…',
    also: 'time jump place',
    icon: 'clock',
    when: hasEpisode,
    run: (stet) => stet.dialogs.palette(':'),
  },
  ...speed,
  ...loudness,
  {
    id: 'sound.follow',
    group: 'Playback',
    label: (stet) => (stet.following ? 'Stop following the sound' : 'Follow the sound'),
    plain: 'Follow the sound, or stop',
    also: 'autoscroll scroll',
    icon: 'follow',
    when: hasSound,
    run: (stet) => stet.setFollow(!stet.following),
  },
  {
    id: 'sound.followNow',
    group: 'Playback',
    label: 'Go to the playhead and follow',
    icon: 'follow',
    when: hasSound,
    run: (stet) => stet.setFollow(true),
  },
  {
    id: 'sound.choose',
    group: 'Playback',
    label: 'Choose the sound…',
    also: 'audio file attach',
    icon: 'sound',
    when: hasEpisode,
    run: (stet) => void stet.importing.chooseSound(),
  },
  {
    id: 'timecode',
    group: 'Playback',
    label: 'Timecode…',
    also: 'frame rate fps drop-frame offset calibrate',
    hint: (stet) => {
      const rate = stet.episode.view?.clock.rate;
      return rate ? `now ${rate}` : 'not known yet';
    },
    icon: 'clock',
    when: hasEpisode,
    run: (stet) => {
      stet.dialogs.timecode = true;
    },
  },
];
