import { describe, expect, it } from 'vitest';
import {
  fastest,
  longest,
  loudest,
  nextSpeed,
  placeOfVolume,
  slowest,
  speedName,
  volumeAt,
  volumeBy,
  volumeName,
} from './hearing';

describe('the speed', () => {
  it.each([
    [1, 1, 1.1],
    [1, -1, 0.9],
    [1.25, 1, 1.3],
    [1.25, -1, 1.2],
    [3, 1, 3],
    [0.5, -1, 0.5],
    [0.55, -1, 0.5],
  ] as const)('%d and %d is %d', (speed, by, next) => expect(nextSpeed(speed, by)).toBe(next));
  it('goes up and down in the same steps', () => {
    let speed = slowest;
    const up = [speed];
    while (speed < fastest) up.push((speed = nextSpeed(speed, 1)));
    expect(up).toHaveLength(26);
    const down = [speed];
    while (speed > slowest) down.push((speed = nextSpeed(speed, -1)));
    expect(down.reverse()).toEqual(up);
  });
  it('is written short', () => expect([1, 1.25, 0.5, 2.5].map(speedName)).toEqual(['1×', '1.25×', '0.5×', '2.5×']));
});

describe('the volume', () => {
  it('has its place on the slider', () => {
    expect([0, 0.5, 1, 2, loudest].map(placeOfVolume)).toEqual([0, 0.5, 1, 1.25, longest]);
    for (const volume of [0, 0.3, 1, 1.7, loudest]) expect(volumeAt(placeOfVolume(volume))).toBeCloseTo(volume);
  });
  it('goes in decibels, and stops as recorded', () => {
    expect(volumeBy(1, 6)).toBeCloseTo(1.995, 2);
    expect(volumeBy(volumeBy(1, -3), 3)).toBe(1);
    expect(volumeBy(loudest, 3)).toBe(loudest);
    expect(volumeBy(0.05, -3)).toBe(0.05);
    expect(volumeBy(0, 3)).toBe(1);
    expect(volumeBy(0, -3)).toBe(0);
  });
  it('has a name', () => {
    expect([0, 0.75, 1, 2, 4].map(volumeName)).toEqual([
      'muted',
      '75 per cent',
      'as recorded',
      '6 dB louder',
      '12 dB louder',
    ]);
  });
});
