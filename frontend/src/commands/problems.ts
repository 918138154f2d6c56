/**
 * Commands of going over what was found: the way from one to the next, and what to do with the one that somebody is at.
 * What is proposed is done only when it is asked for.
 */
import type { CoverageFinding } from '../model/cutviews';
import { canStand } from '../model/exporting';
import type { Misheard } from '../model/find';
import type { SuggestionView } from '../model/speakerviews';
import type { ChunkView } from '../model/views';
import type { Stet } from '../state/stet.svelte';
import { type Command, hasEpisode } from './command';

/** The check that finds words said twice. */
const twice = 'words.doubled';

interface Found {
  chunk: ChunkView;
  turn: number;
  field: string;
  /** What tells it from others of its place. */
  what: string;
  /** The check that a series can do without. */
  check?: string;
  /** What can be taken, or let stand. */
  suggestion?: SuggestionView;
  misheard?: Misheard;
  /** What stands in no chunk, or in several. */
  uncovered?: CoverageFinding;
}

/** What was found, in the order of the episode; what has no turn counts at its chunk's start. */
function found(stet: Stet): Found[] {
  return (stet.episode.view?.chunks ?? []).flatMap((chunk) => {
    const order = new Map(chunk.turns.map((turn, i) => [turn.id, i]));
    const wrong = chunk.problems.filter((problem) => problem.severity !== 'info');
    const all: Found[] = [
      ...wrong.map(({ turn, field, code, severity, what }) => ({
        chunk,
        turn,
        field,
        what,
        ...(severity === 'warn' && canStand(code) ? { check: code } : {}),
      })),
      ...stet.suggestions
        .open(chunk.id)
        .map((each) => ({ chunk, turn: each.turn, field: '', what: each.words, suggestion: each })),
      ...stet.glossaries.open
        .filter((each) => each.chunk === chunk.id)
        .map((each) => ({ chunk, turn: each.turn, field: '', what: `${each.para} ${each.from}`, misheard: each })),
      ...(stet.coverage.view?.findings ?? [])
        .filter((each) => each.places[0]?.chunk === chunk.id)
        .map((each) => ({ chunk, turn: each.places[0]!.turn, field: '', what: each.key, uncovered: each })),
    ];
    return all.sort((a, b) => (order.get(a.turn) ?? -1) - (order.get(b.turn) ?? -1));
  });
}

function goTo(stet: Stet, all: readonly Found[], to: number): void {
  const next = all[(to + all.length) % all.length];
  if (!next) {
    stet.notices.show('Nothing to look at.');
    return;
  }
  const { misheard, turn, field, chunk, what } = next;
  // What is proposed is told on its card.
  if (next.suggestion || misheard || next.uncovered) stet.settings.set('tab', 'checks');
  if (turn) stet.episode.revealTurn(turn, { focus: true, ...(misheard ? { at: misheard } : {}) });
  else {
    stet.showInspector(true);
    stet.settings.set('tab', field ? 'metadata' : 'checks');
    if (field) stet.episode.revealField(chunk.id, field);
    else stet.episode.revealChunk(chunk.id);
  }
  // A chunk may take the caret along.
  const caret = turn || (stet.episode.place?.turn ?? 0);
  const episode = stet.episode.view?.id ?? 0;
  stet.problem = { episode, at: all.indexOf(next), chunk: chunk.id, turn, field, what, caret };
}

/** What was gone to last in the episode that shows: the turns of another have the same numbers. */
const gone = ({ problem, episode }: Stet) => (problem?.episode === episode.view?.id ? problem : null);

/** Which of them was gone to last; -1 once it is no more. */
function last(stet: Stet, all: readonly Found[]): number {
  const problem = gone(stet);
  if (!problem) return -1;
  const same = ({ chunk, turn, field, what }: Found) =>
    chunk.id === problem.chunk && turn === problem.turn && field === problem.field && what === problem.what;
  // Others may read the same.
  const there = all[problem.at];
  return there && same(there) ? problem.at : all.findIndex(same);
}

/** Goes to the one after or before the last, as long as the caret is where that left it; else on from the caret. */
function step(stet: Stet, way: 1 | -1): void {
  const all = found(stet);
  const { place } = stet.episode;
  const was = gone(stet);
  const stays = was?.caret === place?.turn;
  const at = stays ? last(stet, all) : -1;
  if (at >= 0) return goTo(stet, all, at + way);
  const order = new Map<string, number>();
  for (const { id, turns } of stet.episode.view?.chunks ?? []) {
    for (const turn of [0, ...turns.map((each) => each.id)]) order.set(`${id} ${turn}`, order.size);
  }
  const orderOf = (chunk = 0, turn = 0) => order.get(`${chunk} ${turn}`) ?? order.get(`${chunk} 0`) ?? 0;
  const from = stays ? was : place;
  const here = orderOf(from?.chunk, from?.turn);
  // Who begins at a chunk's first words has not seen yet what is wrong above them.
  const begins = way > 0 && !stays && here === orderOf(from?.chunk) + 1;
  const next = all.findIndex(({ chunk, turn }) => orderOf(chunk.id, turn) >= (begins ? here - 1 : here));
  if (way > 0) goTo(stet, all, Math.max(next, 0));
  else goTo(stet, all, (next < 0 ? all.length : next) - 1);
}

/** Goes to the next turn in which a word is said twice; around the end it goes on. */
function goToTwice(stet: Stet): void {
  const chunks = stet.episode.view?.chunks ?? [];
  const order = chunks.flatMap(({ turns }) => turns.map(({ id }) => id));
  const said = chunks.flatMap(({ problems }) => problems.filter((each) => each.code === twice && !each.waived));
  const places = said.map(({ turn }) => order.indexOf(turn)).sort((a, b) => a - b);
  const here = order.indexOf(stet.episode.place?.turn ?? 0);
  const next = order[places.find((place) => place > here) ?? places[0] ?? -1];
  if (next === undefined) return stet.notices.show('No word is said twice.');
  stet.showInspector(true);
  stet.settings.set('tab', 'checks');
  stet.episode.revealTurn(next, { focus: true });
}

const proposed = (each: Found | undefined): boolean => each?.suggestion !== undefined || each?.misheard !== undefined;

/** Which of them is at the caret: the one that F8 went to, while the caret is in its turn, else the turn's first. */
function here(stet: Stet, all: readonly Found[]): number {
  const turn = stet.episode.place?.turn;
  const at = last(stet, all);
  if (all[at]?.turn === turn && proposed(all[at])) return at;
  return all.findIndex((each) => each.turn === turn && proposed(each));
}

/** Does it, and goes on to the next. */
async function settle(stet: Stet, take: boolean): Promise<void> {
  const { suggestions, glossaries } = stet;
  const all = found(stet);
  const at = here(stet, all);
  const { suggestion, misheard } = all[at] ?? {};
  if (suggestion) await (take ? suggestions.take(suggestion) : suggestions.letStand(suggestion, true));
  else if (misheard) await (take ? glossaries.write(misheard) : glossaries.letStand(misheard, true));
  const left = found(stet);
  const after = left.findIndex((each, i) => i >= at && proposed(each));
  const next = after >= 0 ? after : left.findIndex(proposed);
  if (next >= 0) goTo(stet, left, next);
  else stet.episode.transcript?.focus();
}

const isProposed = (stet: Stet): boolean => hasEpisode(stet) && here(stet, found(stet)) >= 0;

function checkOfLast(stet: Stet): string | undefined {
  const all = found(stet);
  return all[last(stet, all)]?.check;
}

export const problems: Command[] = [
  {
    id: 'problem.next',
    group: 'Transcript',
    label: 'Next problem',
    also: 'error suggestion misheard diarisation diarization check',
    icon: 'warn',
    when: hasEpisode,
    run: (stet) => step(stet, 1),
  },
  {
    id: 'problem.previous',
    group: 'Transcript',
    label: 'Previous problem',
    also: 'error suggestion misheard diarisation diarization check',
    icon: 'warn',
    when: hasEpisode,
    run: (stet) => step(stet, -1),
  },
  {
    id: 'problem.twice',
    group: 'Transcript',
    label: 'Next word that is said twice',
    also: 'doubled repeated stutter slip',
    icon: 'warn',
    when: hasEpisode,
    run: goToTwice,
  },
  {
    id: 'problem.off',
    group: 'Transcript',
    label: 'Look for a problem like the last one in this series no more',
    also: 'switch off check not in this series',
    icon: 'check',
    when: (stet) => hasEpisode(stet) && checkOfLast(stet) !== undefined,
    run: (stet) => void stet.checks.inSeries(checkOfLast(stet)!, false),
  },
  {
    id: 'suggestion.take',
    group: 'Transcript',
    label: 'Take the suggestion here, and go to the next',
    also: 'accept misheard glossary speaker',
    icon: 'check',
    when: isProposed,
    why: 'Nothing is suggested here',
    run: (stet) => void settle(stet, true),
  },
  {
    id: 'suggestion.stand',
    group: 'Transcript',
    label: 'Let it stand, and go to the next',
    also: 'dismiss ignore suggestion misheard',
    icon: 'check',
    when: isProposed,
    why: 'Nothing is suggested here',
    run: (stet) => void settle(stet, false),
  },
];
