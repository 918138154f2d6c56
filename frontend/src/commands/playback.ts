/** Commands on the sound. */
import { turnAfter, turnBefore, type Timed } from '../model/place';
import { SECOND } from '../model/timecode';
import type { Stet } from '../state/stet.svelte';
import { type Command, hasEpisode, hasSound, hasTurns, inEditor } from './command';

const skip = 3 * SECOND;
const grace = SECOND;

function goTo(stet: Stet, turn: Timed | null): void {
  if (!turn) return;
  void stet.player.seek(turn.from);
  stet.episode.revealTurn(turn.turn);
}

export const playback: Command[] = [
  {
    id: 'sound.toggle',
    group: 'Playback',
    label: (stet) => (stet.player.view.playing ? 'Pause' : 'Play'),
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
  {
    id: 'sound.backAndPlay',
    group: 'Playback',
    label: 'Back 3 seconds and play',
    icon: 'back3',
    when: hasSound,
    run: (stet) => void stet.player.seek(stet.player.now() - skip, true),
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
    id: 'turn.play',
    group: 'Playback',
    label: (stet) => (stet.player.view.playing ? 'Pause' : 'Play from the selection'),
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
  {
    id: 'sound.follow',
    group: 'Playback',
    label: (stet) => (stet.following ? 'Stop following the sound' : 'Follow the sound'),
    plain: 'Follow the sound, or stop',
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
    also: 'frame rate drop-frame offset calibrate',
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
