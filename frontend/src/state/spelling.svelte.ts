/**
 * The spelling of the open episode: a word stands if the dictionary has it, if the series or the episode names it, or
 * if somebody let it stand. It changes no words; the editor underlines what it doubts.
 */
import * as backend from '../bridge/backend';
import { sentence } from '../model/failure';
import { isIn, learn, leftAlone, offers, type Spelled, type Speller } from '../model/spelling';
import type { WordsView } from '../model/speakerviews';
import type { EpisodeView, Field, ID } from '../model/views';
import { Dictionary } from './dictionary';
import type { Dialogs } from './dialogs.svelte';
import type { Episode } from './episode.svelte';
import type { Notices } from './notices.svelte';
import type { Settings } from './settings.svelte';

/** As in backend/sqlite/words.go. */
const naming = new Set(['participants', 'speakers', 'guests', 'hosts', 'entities', 'mentions']);

const noWords: WordsView = { names: [], titles: [], series: [], episode: [] };

export class Spelling implements Speller {
  private readonly dictionary = new Dictionary((why) =>
    this.notices.show(`The dictionary could not be started (${why}), so no spelling is checked.`),
  );
  /** What the library knows, of the episode that it was asked for. */
  private kept: { episode: ID; words: WordsView; names: Set<string>; known: Set<string> } | null = null;
  private fetching: { episode: ID; done: Promise<void> } | null = null;
  /** The names on the page, and what they were read from. */
  private named = {
    view: null as EpisodeView | null,
    from: [] as readonly unknown[],
    names: new Set<string>(),
    known: new Set<string>(),
  };
  private saidForeign: ID = 0;

  constructor(
    private readonly episode: Episode,
    private readonly settings: Settings,
    private readonly dialogs: Dialogs,
    private readonly notices: Notices,
  ) {}

  get on(): boolean {
    return this.settings.kept.spelling;
  }

  setOn(on: boolean): void {
    this.settings.set('spelling', on);
    this.episode.transcript?.doubts.look();
  }

  doubts(word: Spelled): boolean | undefined {
    const kept = this.words();
    if (!kept) return undefined;
    if (word.after >= 0 && !kept.known.has(twice(word))) return true;
    if (leftAlone(word) || isIn(kept.known, word.word) || isIn(this.names(), word.word)) return false;
    const known = this.dictionary.knows(word.word);
    return known === undefined ? undefined : !known;
  }

  async ask(words: readonly Spelled[]): Promise<void> {
    await this.fetch();
    await this.dictionary.ask(words.filter((word) => !leftAlone(word)).map(({ word }) => word));
  }

  asked(): void {
    this.open();
  }

  foreign(chunk: ID): void {
    const view = this.episode.view;
    if (!view || this.saidForeign === view.id) return;
    this.saidForeign = view.id;
    const head = view.chunks.find((each) => each.id === chunk);
    this.notices.show(
      `${head?.number ? `Chunk ${head.number}` : 'This chunk'} is not in English: its words are left alone, as in others like it.`,
    );
  }

  /** Shows what the word at the caret may be. */
  open(): void {
    const held = this.episode.transcript?.doubts.hold() ?? null;
    if (!held) this.notices.show('There is no word at the caret.');
    else if (held.doubtful || this.standsBy(held.word) !== null) this.dialogs.doubt(held);
    else {
      this.episode.transcript?.doubts.letGo();
      this.notices.show(`“${held.text}” is not in doubt.`);
    }
  }

  /** Goes to the next or the previous doubtful word. */
  async go(by: 1 | -1): Promise<void> {
    if (!this.on) this.setOn(true);
    const found = await this.episode.transcript?.doubts.go(by);
    if (!found) {
      this.notices.show('No word is in doubt.');
      return;
    }
    this.notices.say(found.word.after >= 0 ? `“${found.text}”, twice running` : `“${found.text}” is in doubt`);
    if (found.word.after < 0) void this.dictionary.suggest(found.word.word);
  }

  /** What a doubtful word may have been meant to be, as it would be written there; best first. */
  async offers({ word, ending }: Spelled): Promise<string[]> {
    const proposed = await this.dictionary.suggest(word);
    this.names();
    const kept = this.words();
    // The words of titles are known as well, but likelier than others they are not.
    const names = new Set([...(kept?.names ?? []), ...(kept?.words.series ?? []), ...this.named.names]);
    return offers(word, proposed, names).map((each) => each + ending);
  }

  /** Who let a word stand. */
  standsBy(word: Spelled): 'series' | 'episode' | null {
    const kept = this.words()?.words;
    const key = keyOf(word);
    return kept?.series.includes(key) ? 'series' : kept?.episode.includes(key) ? 'episode' : null;
  }

  /** What the series is called. */
  get series(): string {
    return this.episode.view?.series || 'this series';
  }

  /** Lets a word stand from now on, in this episode or in the series. */
  keep(word: Spelled, where: 'series' | 'episode'): Promise<void> {
    const key = keyOf(word);
    const text =
      where === 'series' ? `“${key}” is one of the words of ${this.series}` : `“${key}” stands in this episode`;
    return this.change(key, where, true, text);
  }

  /** Takes that back. */
  drop(word: Spelled, where: 'series' | 'episode'): Promise<void> {
    return this.change(keyOf(word), where, false, `“${keyOf(word)}” is left to the dictionary`);
  }

  private async change(word: string, where: 'series' | 'episode', add: boolean, told: string): Promise<void> {
    const kept = this.words();
    if (!kept) return;
    const { episode } = kept;
    try {
      await (add ? backend.keepWord : backend.dropWord)(episode, word, where === 'series');
    } catch (e) {
      this.notices.show(sentence(e));
      return;
    }
    if (this.kept?.episode === episode) {
      const now = this.kept.words;
      const list = now[where].filter((each) => each !== word);
      this.take(episode, { ...now, [where]: add ? [...list, word] : list });
      this.episode.transcript?.doubts.look();
    }
    const undo = { label: 'Undo', run: () => void this.change(word, where, !add, `“${word}”: taken back`) };
    this.notices.show(told, undo);
  }

  /** What the library knows of the open episode; null until it has told. */
  private words() {
    return this.kept && this.kept.episode === this.episode.view?.id ? this.kept : null;
  }

  private async fetch(): Promise<void> {
    const id = this.episode.view?.id;
    if (id === undefined || this.words()) return;
    if (this.fetching?.episode !== id) {
      // Without an answer the dictionary alone knows; that the program is gone, others tell.
      const done = backend
        .words(id)
        .catch(() => noWords)
        .then((words) => {
          if (this.fetching?.episode === id) this.take(id, words);
        });
      this.fetching = { episode: id, done };
    }
    await this.fetching.done;
  }

  private take(episode: ID, words: WordsView): void {
    const names = new Set<string>();
    learn(names, words.names);
    const known = new Set([...names, ...words.series, ...words.episode]);
    learn(known, words.titles, true);
    this.kept = { episode, words, names, known };
  }

  /** The names that stand on the page; read again when front matter or speakers changed. */
  private names(): ReadonlySet<string> {
    const view = this.episode.view;
    const { named } = this;
    if (!view || view === named.view) return named.known;
    const labels = view.speakers.map((speaker) => speaker.label);
    const from = [view.title, ...labels, ...view.chunks.map((chunk) => chunk.matter)];
    named.view = view;
    if (from.length === named.from.length && from.every((each, i) => each === named.from[i])) return named.known;
    const fields = view.chunks.flatMap((chunk) => chunk.matter.fields);
    const names = new Set<string>();
    learn(names, [...labels, ...fields.filter((field) => naming.has(field.key)).flatMap(textsOf)]);
    const known = new Set(names);
    learn(known, [view.title, ...fields.filter((field) => field.key === 'title').flatMap(textsOf)], true);
    this.named = { view, from, names, known };
    return known;
  }
}

const textsOf = (field: Field): string[] => [field.value ?? '', ...(field.items ?? [])];

/** A word that is said twice running is let stand as two. */
const twice = ({ word }: Spelled): string => `${word} ${word}`.toLowerCase();

const keyOf = (word: Spelled): string => (word.after >= 0 ? twice(word) : word.word);
