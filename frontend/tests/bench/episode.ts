/**
 * The episode that is measured: two hours of talk that nobody ever had, of 150,000 words in 6,000 turns of three people,
 * each word a twentieth of a second long. The same in every run. It writes files and packs times; it asks no program.
 */
import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MEASURED, pack, wordPlaces } from '../../src/model/times';
import { SECOND } from '../../src/model/timecode';
import type { TurnView } from '../../src/model/views';

export const size = { words: 150_000, turns: 6_000, chunks: 40, marks: 5_000, problems: 3_000, renamed: 2_000 };

/** Words a second: the light on the word that is heard moves as often. */
export const pace = 20;

export const title = 'The Weather House';
export const people = ['Ada', 'Björn', 'Mira'];
/** The word that is looked for. It stands in every turn or so. */
export const wanted = 'bell';

const framesPerSecond = 30;

const vocabulary = (
  'the the the the and and a a of of to to in it it it was was that so so we we you I I had on at with for but they ' +
  'this there from as by or be have not all what when out up down one two back then about just like know think said ' +
  'bell tower clock stair rope wheel rain cloud window garden morning winter market village letter bridge river ' +
  'lantern kettle ladder stone roof yard baker ferry harbour orchard station whistle timber copper weather barometer ' +
  'needle feather candle ribbon butter pepper basket blanket carpet mirror drawer kitchen corner shadow thunder ' +
  'lightning evening August Thursday nobody somebody everybody perhaps almost always never often under over between ' +
  'behind beside against through without because although until while before after again already turned opened ' +
  'closed carried painted mended listened answered wondered remembered forgot noticed measured counted waited ' +
  'walked climbed lifted dropped borrowed returned promised quiet narrow heavy gentle crooked yellow silver wooden ' +
  'ordinary careful patient cheerful stubborn enormous forty eleven seventeen hundred metres pounds minutes years'
).split(' ');

/** A generator of numbers from 0 to 1 that says the same in every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** How many words each turn has: most are short, some go on and on. */
function lengths(next: () => number): number[] {
  const weights = Array.from({ length: size.turns }, () => 2 + 46 * next() ** 2 + (next() < 0.05 ? 80 * next() : 0));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const counts = weights.map((weight) => Math.max(2, Math.round((weight / all) * size.words)));
  let left = size.words - counts.reduce((sum, count) => sum + count, 0);
  for (let i = 0; left !== 0; i = (i + 1) % counts.length) {
    if (counts[i]! < 12) continue;
    counts[i]! += Math.sign(left);
    left -= Math.sign(left);
  }
  return counts;
}

function speech(count: number, next: () => number): string {
  const said: string[] = [];
  let begins = true;
  for (let i = 0; i < count; i++) {
    const word = i === count >> 1 ? wanted : vocabulary[Math.floor(next() * vocabulary.length)]!;
    const ends = i === count - 1 || next() < 0.09;
    said.push((begins ? word[0]!.toUpperCase() + word.slice(1) : word) + (ends ? '.' : next() < 0.05 ? ',' : ''));
    begins = ends;
  }
  return said.join(' ');
}

/** A point of the sound as a file writes it, at or before the word of that number. */
function code(word: number): string {
  const frames = Math.floor((word * framesPerSecond) / pace);
  const parts = [108_000, 1_800, 30, 1].map((unit, i) => Math.floor(frames / unit) % [100, 60, 60, 30][i]!);
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** What is found of any such episode: nobody speaks as fast, and words that chance puts side by side are often the same. */
const profile = 'checks_off: [turn.fast, words.doubled, summary.length]\n';

/** Writes the chunk files. Every second turn has something odd about it, which the program finds. */
export async function writeEpisode(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'stet-profile.yaml'), profile);
  const next = chance(1851);
  const counts = lengths(next);
  const perChunk = size.turns / size.chunks;
  let word = 0;
  for (let chunk = 0; chunk < size.chunks; chunk++) {
    const lines = [
      '---',
      `title: ${title}, part ${chunk + 1}`,
      'series: Small Instruments',
      'episode: 12',
      `chunk: ${chunk + 1}`,
      `speakers: [${people.join(', ')}]`,
      'tags: [weather, houses, brass]',
      'entities: [Ada Quill, Björn Aske, Mira Holt, The Weather House]',
      'summary: Three people mend a weather house, and count what they have.',
      '---',
    ];
    const last = (chunk + 1) * perChunk - 1;
    for (let turn = chunk * perChunk; turn <= last; turn++) {
      const count = counts[turn]!;
      // Of the odd turns one half goes on into the next, and the other has its speaker on the line of its time.
      const overlaps = turn % 4 === 1 && turn !== last;
      const end = code(word + count + (overlaps ? 4 : 0));
      const glued = turn % 2 === 1 && !overlaps ? ' ' : '\n';
      lines.push('', `${code(word)} - ${end}${glued}${people[turn % people.length]}`, speech(count, next));
      word += count;
    }
    await writeFile(join(folder, `ep12-${String(chunk + 1).padStart(2, '0')}.md`), `${lines.join('\n')}\n`);
  }
}

/** A second episode, of a few words: where somebody comes from who opens the long one. */
export async function writeShort(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const text = `---\ntitle: A Short Walk\nseries: Small Instruments\nepisode: 11\nchunk: 1\n---\n\n00:00:01:00 - 00:00:04:00\nAda\nWe went out and came back.\n`;
  await writeFile(join(folder, 'ep11-01.md'), text);
}

/** A sound as long as the episode, and silent: of it only its length is stored. */
export async function writeSound(path: string): Promise<void> {
  const rate = 8_000;
  const bytes = 2 * rate * Math.ceil(size.words / pace + 10);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + bytes, 4);
  head.write('WAVEfmt ', 8);
  [16, 1 | (1 << 16), rate, 2 * rate, 2 | (16 << 16)].forEach((value, i) => head.writeUInt32LE(value, 16 + 4 * i));
  head.write('data', 36);
  head.writeUInt32LE(bytes, 40);
  const file = await open(path, 'w');
  await file.write(head);
  await file.truncate(44 + bytes);
  await file.close();
}

/** When the words of a turn are said, packed; `first` is the number of its first word in the episode. */
export function timesOf(turn: TurnView, first: number): string {
  const step = SECOND / pace;
  return pack(
    wordPlaces(turn.paragraphs.join('\n')).map((_word, i) => {
      const from = (first + i) * step;
      return { how: MEASURED, from, to: from + step };
    }),
  );
}
