/** Commands on how fast and how loud the sound is heard. */
import { fastest, loudest, slowest, speedName, volumeName } from '../model/hearing';
import { type Command, hasSound } from './command';

/** A step that is heard, in decibels. */
const step = 3;

export const speed: Command[] = [
  {
    id: 'sound.faster',
    group: 'Playback',
    label: 'Play faster',
    also: 'speed tempo up quicker',
    hint: (stet) => `now ${speedName(stet.hearing.speed)}`,
    icon: 'gauge',
    when: (stet) => hasSound(stet) && stet.hearing.speed < fastest,
    run: (stet) => stet.hearing.faster(1),
  },
  {
    id: 'sound.slower',
    group: 'Playback',
    label: 'Play slower',
    also: 'speed tempo down',
    hint: (stet) => `now ${speedName(stet.hearing.speed)}`,
    icon: 'gauge',
    when: (stet) => hasSound(stet) && stet.hearing.speed > slowest,
    run: (stet) => stet.hearing.faster(-1),
  },
  {
    id: 'sound.normalSpeed',
    group: 'Playback',
    label: 'Play at normal speed',
    also: 'tempo reset as recorded',
    hint: (stet) => `now ${speedName(stet.hearing.speed)}`,
    icon: 'gauge',
    when: (stet) => hasSound(stet) && stet.hearing.speed !== 1,
    run: (stet) => stet.hearing.setSpeed(1),
  },
];

export const loudness: Command[] = [
  {
    id: 'sound.mute',
    group: 'Playback',
    label: (stet) => (stet.hearing.muted || stet.hearing.volume === 0 ? 'Sound on' : 'Mute'),
    plain: 'Mute, or sound on',
    also: 'volume silent',
    icon: 'muted',
    when: hasSound,
    run: (stet) => stet.hearing.mute(),
  },
  {
    id: 'sound.louder',
    group: 'Playback',
    label: 'Louder',
    also: 'volume gain boost up quiet speaker',
    hint: (stet) => `now ${volumeName(stet.hearing.volume)}`,
    icon: 'volume',
    when: (stet) => hasSound(stet) && stet.hearing.volume < loudest,
    run: (stet) => stet.hearing.louder(step),
  },
  {
    id: 'sound.softer',
    group: 'Playback',
    label: 'Softer',
    also: 'volume gain down',
    hint: (stet) => `now ${volumeName(stet.hearing.volume)}`,
    icon: 'volume',
    when: (stet) => hasSound(stet) && stet.hearing.volume > 0,
    run: (stet) => stet.hearing.louder(-step),
  },
];
