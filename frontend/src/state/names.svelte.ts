/**
 * Who and what the chunk speaks of: it is asked anew when the hands rest. What is done with a name is a step of the episode;
 * what is said of it for good, a step of what the series shares.
 */
import * as bridge from '../bridge/names';
import type { Failure } from '../model/failure';
import {
  type ChunkNames,
  drawnNames,
  type Entity,
  entityOf,
  type EntityUse,
  type Heard,
  type Kind,
  learned,
  type MarkOf,
  type MarkRequest,
  type NameHere,
  type NamePlace,
  newEntity,
  nextPlace,
  type RegistryEdit,
  type SameNames,
  type SeriesNames,
  type SuggestedName,
  type Unspoken,
} from '../model/names';
import type { Picked } from '../model/transcript';
import type { EpisodeView, ID } from '../model/views';
import { count } from '../model/words';
import type { Episode } from './episode.svelte';
import type { Notices } from './notices.svelte';

/** How long nothing has changed before it looks again, in milliseconds. */
const rest = 400;

/** What somebody tags words as. */
export interface Tagging {
  name: string;
  kind: Kind;
  write: boolean;
  /** What is written then. */
  as: string;
  mention: boolean;
  /** All places in the episode, and not the picked one alone. */
  all: boolean;
}

export class Names {
  /** Of the chunk that the inspector shows; null until it is known. */
  report = $state.raw<ChunkNames | null>(null);
  /** What could not be found out; the last report stays. */
  failure = $state('');
  series = $state.raw<SeriesNames | null>(null);
  private of = { episode: 0, chunk: 0 };
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;
  /** The place of a name that was gone to last. */
  private last: { key: string; at: number } = { key: '', at: -1 };

  readonly count: number = $derived.by(() => {
    const r = this.report;
    return r ? r.suggested.length + r.here.length + r.unspoken.length : 0;
  });

  constructor(
    private readonly episode: Episode,
    private readonly notices: Notices,
  ) {}

  /** The episode has changed, or another chunk shows. */
  follow(view: EpisodeView | null, chunk: ID | null): void {
    clearTimeout(this.timer);
    const of = { episode: view?.id ?? 0, chunk: chunk ?? 0 };
    const other = of.episode !== this.of.episode || of.chunk !== this.of.chunk;
    this.of = of;
    if (other) {
      this.report = null;
      this.last = { key: '', at: -1 };
    }
    if (view && chunk !== null) this.timer = setTimeout(() => void this.look(), other ? 0 : rest);
  }

  /** What the series shares is another now. */
  changed(series: string): void {
    if (this.episode.view?.series !== series) return;
    this.series = null;
    void this.look();
  }

  async look(): Promise<void> {
    const { of } = this;
    const mine = ++this.asked;
    if (of.chunk === 0 || (await this.episode.settled(true))) return;
    const view = this.episode.view;
    // The chunk may have gone by an undo meanwhile.
    if (mine !== this.asked || !view?.chunks.some(({ id }) => id === of.chunk)) return;
    try {
      const [report, series] = await Promise.all([
        bridge.chunkNames(of.episode, of.chunk),
        this.series?.series === view.series ? this.series : bridge.seriesNames(view.series),
      ]);
      if (mine !== this.asked || of !== this.of) return;
      this.report = report;
      this.series = series;
      this.failure = '';
      const kinds = new Map(series.entities.map(({ name, kind }) => [name, kind]));
      this.episode.transcript?.names(kinds, drawnNames(report));
    } catch (e) {
      if (mine === this.asked) this.failure = (e as Failure).message;
    }
  }

  entity(name: string): EntityUse | null {
    return this.series?.entities.find((each) => each.name === name) ?? null;
  }

  same(text: string): Promise<SameNames> {
    return bridge.sameNames(this.of.episode, this.of.chunk, text);
  }

  /** Goes to the first place of a name, and again to the next. */
  go(key: string, places: readonly NamePlace[], focus = false): void {
    const at = nextPlace(places, this.last.key === key ? this.last.at : -1);
    this.last = { key, at };
    const place = places[at];
    if (place) this.episode.revealTurn(place.turn, { at: place, focus });
  }

  // What is done in the words

  /** Writes what was said in the place of what was heard for it, and tags it. */
  fix({ text, entity, form, places }: Heard): Promise<boolean> {
    const name = `Wrote ${form} for “${text}”${several(places)}`;
    return this.do(name, { marks: [{ entity, tag: true, mention: false, write: true, as: form, places }] });
  }

  accept(...list: SuggestedName[]): Promise<boolean> {
    const fresh = list.filter(({ known }) => !known);
    const only = list[0];
    if (!only) return Promise.resolve(false);
    const name = list.length === 1 ? `Tagged ${only.name}${several(only.places)}` : `Tagged ${list.length} entities`;
    const marks = list.map(({ name: entity, places }): MarkOf => ({
      entity,
      tag: true,
      mention: false,
      write: false,
      places,
    }));
    const edits = fresh.map(({ name: entity, kind }): RegistryEdit => ({ entity: newEntity(entity, kind) }));
    const { episode } = this.of;
    return this.share(`Added ${fresh.map((each) => each.name).join(', ')}`, edits).then((ok) =>
      ok ? this.do(name, { marks }, episode) : false,
    );
  }

  /** Takes those that can be taken without a look. */
  acceptAll(): Promise<boolean> {
    return this.accept(...this.acceptable);
  }

  get acceptable(): SuggestedName[] {
    return (this.report?.suggested ?? []).filter(({ sure }) => sure);
  }

  /** Takes a name's marks off; one that is only listed goes from the list. */
  takeOff({ name, marks, item }: NameHere): Promise<boolean> {
    if (marks.length === 0) return this.unlist({ name, item });
    return this.do(`Took the ${marks.length === 1 ? 'mark' : 'marks'} of ${name} off`, { unmark: marks });
  }

  unlist({ name, item }: Pick<Unspoken, 'name' | 'item'>): Promise<boolean> {
    return this.do(`Took ${name} out of entities`, { unlist: [{ chunk: this.of.chunk, item }] });
  }

  /** The mark that stands where words were picked; null for none. */
  markAt(picked: Picked): NameHere | null {
    return (
      this.report?.here.find(
        ({ marks, places, found }) =>
          marks.length > 0 &&
          places.some((place) => !found.includes(place) && place.turn === picked.turn && overlap(place, picked)),
      ) ?? null
    );
  }

  /** Tags words that somebody picked, or all that say the same. A new name, and a new way to say one, is kept for the series. */
  async tag(picked: Picked, { name, kind, write, as, mention, all }: Tagging): Promise<boolean> {
    const was = this.entity(name);
    const known: Entity = was ? entityOf(was) : newEntity(name, kind);
    const is = learned({ ...known, kind: kind || known.kind }, picked.text, write);
    const same = JSON.stringify(is) === JSON.stringify(known);
    const edits: RegistryEdit[] = was && same ? [] : [{ ...(was ? { wasEntity: entityOf(was) } : {}), entity: is }];
    const { episode } = this.of;
    const series = this.episode.view?.series;
    let places: NamePlace[] = [picked];
    if (all) {
      const others = (await this.same(picked.text)).places.filter(
        (place) => place.turn !== picked.turn || place.para !== picked.para || !overlap(place, picked),
      );
      places = [picked, ...others];
    }
    if (!(await this.share(`${was ? 'Changed' : 'Added'} ${name}`, edits, false, series))) return false;
    const told = `Tagged ${name}${several(places)}`;
    const bare = places.map(({ turn, para, from, to, text }) => ({ turn, para, from, to, text }));
    return this.do(told, { marks: [{ entity: name, tag: true, mention, write, as, places: bare }] }, episode);
  }

  /** Does it in the episode that the words are of, whichever shows by then. */
  private async do(name: string, what: Partial<MarkRequest>, episode = this.of.episode): Promise<boolean> {
    try {
      const reply = await this.episode.perform(episode, () =>
        bridge.mark({ marks: [], unmark: [], unlist: [], ...what, episode, name }),
      );
      this.episode.undoable(reply.name, { change: reply.change, episode });
      await this.look();
      return true;
    } catch (e) {
      this.notices.fail('The names stay as they are', (e as Failure).message);
      await this.look();
      return false;
    }
  }

  // What is said for good

  reject(what: Heard | SuggestedName): Promise<boolean> {
    if ('entity' in what) {
      const rejection = { entity: what.entity, form: what.text };
      return this.share(`Said that “${what.text}” is not ${what.entity}`, [{ rejection }], true);
    }
    const forms = [...new Set(what.places.map(({ text }) => text))];
    const entity = what.known ? what.name : '';
    const edits = (what.known ? forms : [what.name]).map((form) => ({ rejection: { entity, form } }));
    return this.share(`Said no to ${what.name}`, edits, true);
  }

  /** Changes what the series shares; with a way back, if that is all that is done. */
  private async share(
    name: string,
    edits: RegistryEdit[],
    toast = false,
    series = this.episode.view?.series,
  ): Promise<boolean> {
    if (edits.length === 0 || series === undefined) return true;
    try {
      const { step } = await bridge.editRegistry(series, name, edits);
      if (toast)
        this.notices.show(name, {
          label: 'Undo',
          run: () => void bridge.undoRegistryStep(series, step).catch((e: Failure) => this.notices.show(e.message)),
        });
      this.series = null;
      await this.look();
      return true;
    } catch (e) {
      this.notices.fail('The entity registry stays as it is', (e as Failure).message);
      return false;
    }
  }
}

const several = (places: readonly NamePlace[]): string =>
  places.length > 1 ? `, ${count(places.length, 'place')}` : '';

const overlap = (a: NamePlace, b: NamePlace): boolean => a.para === b.para && a.from < b.to && b.from < a.to;
