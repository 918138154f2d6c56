/** What the palette lists for what was typed: commands, chunks, speakers, timecodes, keys. Pure but for the commands' own answers. */
import { can, commands, keyOf, keyTable, label } from '../../commands/commands';
import { type Command, groups, whyNot } from '../../commands/command';
import { keyName } from '../../model/keys';
import { match } from '../../model/match';
import { count } from '../../model/words';
import type { Stet } from '../../state/stet.svelte';
import type { IconName } from '../../ui/icons';

export interface Entry {
  id: string;
  group: string;
  label: string;
  marks: [number, number][];
  sub: string;
  icon: IconName;
  keys: string | null;
  /** Why it cannot be done now. */
  why?: string;
  run: () => void;
}

interface Candidate extends Omit<Entry, 'marks'> {
  also: string;
}

const most = 40;
const chunksShown = 6;
/** How many commands are listed that cannot be done. */
const notNowShown = 12;
/** How many commands stand first because they were used last. */
const recentShown = 4;
/** What it is worth to have been run lately: less than a better fit. */
const recently = 0.4;
/** From which score on what was typed stands in a label as a whole. */
const whole = 1.5;

/** The entries, in their groups, best first within each. */
export function entries(stet: Stet, query: string): Entry[] {
  const typed = query.trimStart();
  const rest = typed.slice(1);
  switch (typed[0]) {
    case ':':
      return timecodes(stet, rest.trim());
    case '@':
      return fit(speakers(stet), rest);
    case '#':
      return fit(chunks(stet), rest).slice(0, most);
    case '?':
      return [...fit(withKeys(stet, commandEntries(stet)), rest), ...fit(withKeys(stet, notNow(stet)), rest)];
    case undefined:
      return fit(lately(stet, commandEntries(stet)), '');
  }
  const run = scored(commandEntries(stet), typed, stet.settings.kept.recent);
  const goTo = [bookmarks(stet), places(stet)].flatMap((each) => scored(each, typed).slice(0, chunksShown));
  // A name that says what was typed goes before commands that have only its letters, here and there.
  const all = best(run) < whole && best(goTo) >= whole ? [...goTo, ...run] : [...run, ...goTo];
  return [...all.map(({ entry }) => entry).slice(0, most), ...wanting(stet, typed)];
}

/** What cannot be done now and is called by what was typed, or a part of it: letters here and there are not enough. */
const wanting = (stet: Stet, typed: string): Entry[] =>
  scored(notNow(stet), typed)
    .filter(({ score }) => score > 1)
    .map(({ entry }) => entry)
    .slice(0, notNowShown);

interface Scored {
  entry: Entry;
  score: number;
}

const best = (found: readonly Scored[]): number => Math.max(0, ...found.map(({ score }) => score));

function fit(candidates: Candidate[], query: string): Entry[] {
  return scored(candidates, query).map(({ entry }) => entry);
}

function scored(candidates: Candidate[], query: string, recent: readonly string[] = []): Scored[] {
  const found = candidates.flatMap((candidate) => {
    const lift = recent.includes(candidate.id) ? recently : 0;
    const direct = match(query, candidate.label, true);
    const loose = match(query, `${candidate.also} ${candidate.label}`);
    // What the label says by scattered letters is less than what the other words say whole.
    if (direct && direct.score + 0.5 >= (loose?.score ?? 0)) {
      return [{ entry: { ...candidate, marks: direct.marks }, score: direct.score + 0.5 + lift }];
    }
    return loose ? [{ entry: { ...candidate, marks: [] }, score: loose.score + lift }] : [];
  });
  if (query.trim() !== '') found.sort((a, b) => b.score - a.score);
  // A group stands where its best entry would.
  const order = [...new Set(found.map(({ entry }) => entry.group))];
  return order.flatMap((group) => found.filter(({ entry }) => entry.group === group));
}

/** How a command is called, drawn and found. */
const called = (stet: Stet, { id, also = '', icon }: Command) => ({
  id,
  label: label(stet, id),
  also,
  icon,
  keys: keyOf(stet, id),
});

function commandEntries(stet: Stet): Candidate[] {
  return groups.flatMap((group) =>
    commands
      .filter((command) => command.group === group && command.id !== 'palette' && can(stet, command.id))
      .map((command) => ({
        ...called(stet, command),
        group,
        sub: command.hint?.(stet) ?? '',
        run: () => {
          stet.settings.ran(command.id);
          command.run(stet);
        },
      })),
  );
}

/** What cannot be done now, so that it can be found all the same, with its key and why not. */
function notNow(stet: Stet): Candidate[] {
  return commands.flatMap((command) => {
    const why = can(stet, command.id) ? null : whyNot(stet, command);
    if (why === null) return [];
    return [
      {
        ...called(stet, command),
        group: 'Not now',
        sub: why,
        why,
        run: () => stet.notices.say(why),
      },
    ];
  });
}

function bookmarks(stet: Stet): Candidate[] {
  return stet.noting.ordered
    .filter((note) => note.kind === 'bookmark' && note.text !== '')
    .map((note) => ({
      id: `bookmark.${note.id}`,
      group: 'Bookmarks',
      label: note.text,
      also: 'bookmark',
      sub: 'Bookmark',
      icon: 'bookmark' as const,
      keys: null,
      run: () => void stet.noting.go(note),
    }));
}

/** What was run last comes first, once. */
function lately(stet: Stet, all: Candidate[]): Candidate[] {
  const { recent } = stet.settings.kept;
  const first = recent.flatMap((id) => all.filter((each) => each.id === id)).slice(0, recentShown);
  return [...first.map((each) => ({ ...each, group: 'Lately' })), ...all.filter((each) => !first.includes(each))];
}

/** Commands that have a key, to be found by it. */
function withKeys(stet: Stet, all: Candidate[]): Candidate[] {
  const table = keyTable(stet);
  return all
    .filter((each) => each.keys !== null)
    .map((each) => ({
      ...each,
      also: table
        .of(each.id)
        .map(({ key }) => keyName(key).replaceAll('+', ' '))
        .join(' '),
    }));
}

/** The chunks of the episode. */
function chunks(stet: Stet): Candidate[] {
  const view = stet.episode.view;
  return (view?.chunks ?? []).map((chunk) => ({
    id: `chunk.${chunk.id}`,
    group: 'Chunks',
    label: chunk.title || chunk.file,
    also: chunk.number,
    sub: chunk.number && `Chunk ${chunk.number}`,
    icon: 'lines',
    keys: null,
    run: () => stet.episode.revealChunk(chunk.id),
  }));
}

function places(stet: Stet): Candidate[] {
  return (stet.library.view?.series ?? []).flatMap((series) =>
    series.episodes.flatMap((episode) => [
      {
        id: `episode.${episode.id}`,
        group: 'Go to',
        label: episode.title,
        also: `${series.name} ${episode.key}`,
        sub: `Episode, ${count(episode.chunks.length, 'chunk')}`,
        icon: 'book' as const,
        keys: null,
        run: () => void stet.episode.open(episode.id),
      },
      ...episode.chunks.map((chunk) => ({
        id: `chunk.${episode.id}.${chunk.id}`,
        group: 'Go to',
        label: chunk.title,
        also: `${chunk.number} ${episode.title}`,
        sub: [chunk.number && `Chunk ${chunk.number}`, episode.title].filter(Boolean).join(', '),
        icon: 'lines' as const,
        keys: null,
        run: () => {
          if (stet.episode.view?.id === episode.id) stet.episode.revealChunk(chunk.id);
          else void stet.episode.open(episode.id, { chunk: chunk.id });
        },
      })),
    ]),
  );
}

function speakers(stet: Stet): Candidate[] {
  const view = stet.episode.view;
  if (!view) return [];
  return view.speakers.map((speaker) => {
    const turns = view.chunks.flatMap((chunk) => chunk.turns).filter((turn) => turn.speaker === speaker.label);
    return {
      id: `speaker.${speaker.label}`,
      group: 'Speakers',
      label: speaker.label,
      also: '',
      sub: count(turns.length, 'turn'),
      icon: 'person' as const,
      keys: null,
      run: () => {
        const after = stet.episode.place?.turn;
        const at = turns.findIndex((turn) => turn.id === after);
        const next = turns[at + 1] ?? turns[0];
        if (next) stet.episode.revealTurn(next.id, { focus: true });
      },
    };
  });
}

function timecodes(stet: Stet, text: string): Entry[] {
  if (!stet.episode.view) return [];
  return [
    {
      id: 'timecode.go',
      group: 'Timecode',
      label: text === '' ? 'Type a timecode, such as 00:12:30' : `Go to ${text}`,
      marks: [],
      sub: text === '' ? `now ${stet.timing.label()}` : '',
      icon: 'clock',
      keys: null,
      run: () => {
        if (text !== '' && !stet.timing.goTo(text)) stet.notices.show(`${text} is no timecode of this episode.`);
      },
    },
  ];
}
