/**
 * The registry of a series as a place of its own: who and what it speaks of, changed in steps of a history that is the
 * registry's, and no episode's.
 */
import * as bridge from '../bridge/names';
import type { Failure } from '../model/failure';
import {
  type Entity,
  entityOf,
  type EntityUse,
  type Gathered,
  type RegistryBuild,
  type RegistryEdit,
  type SeriesNames,
} from '../model/names';
import { baseName } from '../model/words';
import type { Vocabulary } from '../model/vocabulary';
import type { Board } from './board.svelte';
import type { Episode } from './episode.svelte';
import type { Library } from './library.svelte';
import type { Notices } from './notices.svelte';

const stays = 'The entity registry stays as it is';

export type RegistryPage = 'entities' | 'tags' | 'topics';

export class Registry {
  open = $state(false);
  page = $state<RegistryPage>('entities');
  names = $state.raw<SeriesNames | null>(null);
  words = $state.raw<Vocabulary | null>(null);
  failure = $state('');
  /** What building it would add, while somebody decides; null otherwise. */
  building = $state.raw<Gathered | null>(null);
  private wanted = $state('');
  private asked = 0;
  private answered = 0;

  constructor(
    private readonly episode: Episode,
    private readonly library: Library,
    private readonly board: Board,
    private readonly notices: Notices,
  ) {}

  /** The series that it is of: the open episode's, or the first. */
  get series(): string {
    return this.wanted || this.episode.view?.series || (this.library.view?.series[0]?.name ?? '');
  }

  show(): void {
    this.open = true;
    this.wanted = '';
    this.building = null;
    void this.load();
  }

  close(): void {
    this.open = false;
    this.building = null;
  }

  choose(series: string): void {
    this.wanted = series;
    this.building = null;
    void this.load();
  }

  /** What a series shares is another now. */
  changed(series: string): void {
    if (this.open && series === this.series) void this.load();
  }

  /** Fetches it; an answer that comes after that of a later call is too late. */
  async load(): Promise<SeriesNames | null> {
    const { series } = this;
    const mine = ++this.asked;
    const late = () => mine < this.answered || series !== this.series;
    try {
      const [names, words] = await Promise.all([bridge.seriesNames(series), bridge.vocabulary(series)]);
      if (late()) return names;
      this.answered = mine;
      this.names = names;
      this.words = words;
      this.failure = '';
      return names;
    } catch (e) {
      if (!late()) this.failure = (e as Failure).message;
      return null;
    }
  }

  change(was: EntityUse, is: Entity): Promise<boolean> {
    return this.edit(`Changed ${is.name}`, [{ wasEntity: entityOf(was), entity: is }]);
  }

  add(entity: Entity): Promise<boolean> {
    return this.edit(`Added ${entity.name}`, [{ entity }]);
  }

  remove(was: EntityUse): Promise<boolean> {
    return this.edit(`Removed ${was.name} from the registry`, [{ wasEntity: entityOf(was) }]);
  }

  /** Puts one into another: its name and its spellings become other spellings of that. */
  merge(from: EntityUse, into: EntityUse): Promise<boolean> {
    const others = (a: string[], b: string[]) => [...new Set([...a, ...b])].filter((each) => each !== into.name);
    const is: Entity = {
      ...entityOf(into),
      kind: into.kind || from.kind,
      aliases: others(into.aliases, [from.name, ...from.aliases]),
      misheard: others(into.misheard, from.misheard),
      note: into.note || from.note,
      links: others(into.links, from.links),
    };
    const edits = [{ wasEntity: entityOf(from) }, { wasEntity: entityOf(into), entity: is }];
    return this.edit(`Merged ${from.name} into ${into.name}`, edits);
  }

  /** Changes what the series shares, as one step. */
  edit(name: string, edits: RegistryEdit[]): Promise<boolean> {
    return this.do(name, async (series) => void (await bridge.editRegistry(series, name, edits)));
  }

  async gather(): Promise<void> {
    const { series } = this;
    try {
      const found = await bridge.gathered(series);
      if (series === this.series) this.building = found;
    } catch (e) {
      this.notices.fail(stays, (e as Failure).message);
    }
  }

  /** Adds what the chunks list, as somebody decided. */
  async build(build: RegistryBuild): Promise<void> {
    if (await this.do('Built the registry from the chunks', (series) => bridge.buildRegistry(series, build))) {
      this.building = null;
    }
  }

  async read(path?: string): Promise<void> {
    path ??= await bridge.chooseRegistry();
    if (path) await this.do(`Took what is in ${baseName(path)}`, (series) => bridge.readRegistryFile(series, path));
  }

  /** Takes in a file for a series, whichever is looked at. */
  async readFor(series: string, path: string): Promise<void> {
    this.wanted = series;
    await this.read(path);
  }

  async write(): Promise<void> {
    try {
      const path = await bridge.chooseRegistryToSave(this.page === 'tags' ? 'tags_master.yaml' : 'entities.yaml');
      if (path === '') return;
      const left = await bridge.writeRegistryFile(this.series, path);
      this.notices.show(`Wrote the names into the file${left === '' ? '' : `; ${left}`}`);
    } catch (e) {
      this.notices.fail('The file was not written', (e as Failure).message);
    }
  }

  undo(): Promise<boolean> {
    // What was done to chunks as well is taken back there, too.
    if (this.names && this.board.changes.undoFor(this.series, this.names.undo)) return Promise.resolve(true);
    return this.travel(`Undone: ${this.names?.undo ?? ''}`, bridge.undoRegistry);
  }

  redo(): Promise<boolean> {
    return this.travel(`Done again: ${this.names?.redo ?? ''}`, bridge.redoRegistry);
  }

  private do(name: string, run: (series: string) => Promise<void>): Promise<boolean> {
    return this.travel(name, run, true);
  }

  private async travel(told: string, run: (series: string) => Promise<void>, back = false): Promise<boolean> {
    const { series } = this;
    try {
      await run(series);
      const names = await this.load();
      const step = names?.series === series ? names.step : 0;
      const undo = () => void this.travel(`Undone: ${told}`, () => bridge.undoRegistryStep(series, step));
      this.notices.show(told, back && step > 0 ? { label: 'Undo', run: undo } : undefined);
      return true;
    } catch (e) {
      this.notices.fail(stays, (e as Failure).message);
      await this.load();
      return false;
    }
  }
}
