/**
 * What other programs did to the files of the open episode, and what both sides changed and is to be settled. It tells of
 * it when the hands rest, and takes nothing in unasked.
 */
import * as bridge from '../bridge/disk';
import type { ClashView, DiskFile, DiskView, Settlement, TakenInView } from '../model/diskviews';
import { sentence } from '../model/failure';
import type { EpisodeView, ID } from '../model/views';
import { baseName, count } from '../model/words';
import type { Dialogs } from './dialogs.svelte';
import type { Episode } from './episode.svelte';
import type { Action, Notices } from './notices.svelte';
import type { Saving } from './saving.svelte';

/** How long nothing must have been typed before something is told, in milliseconds. */
const rest = 800;
const keys = {
  changed: 'episode:disk:changed',
  gone: 'episode:disk:gone',
  away: 'episode:disk:away',
  arrived: 'episode:disk:arrived',
  clashes: 'episode:disk:clashes',
  text: 'episode:disk:text',
};
const linesShown = 8;

/** "11 turns fewer". */
const fewer = (file: DiskFile): string => `${count(file.fewer, 'turn')} fewer`;

/** What the rail says of a chunk. */
export type Mark = DiskFile['state'] | 'unsettled';

export class Disk {
  view = $state.raw<DiskView | null>(null);
  clashes = $state.raw<ClashView[]>([]);
  /** What somebody would rather not hear of now, by the note's key: until it is something else. */
  private readonly later = new Map<string, string>();
  private asked = 0;
  /** The episode as it was followed last, and what its chunks say is unsettled. */
  private followed = '';

  constructor(
    private readonly episode: Episode,
    private readonly saving: Saving,
    private readonly notices: Notices,
    private readonly dialogs: Dialogs,
    private readonly besides: {
      bring: (paths: string[]) => Promise<void>;
      export: () => void;
      /** The transcript that the episode is held against says something else, or does so no more. */
      anew: () => void;
      letTranscript: () => Promise<void>;
    },
  ) {}

  readonly marks = $derived.by(() => {
    const marks = new Map<ID, Mark>(this.view?.files.map((file) => [file.chunk, file.state]));
    for (const clash of this.clashes) marks.set(clash.chunk, 'unsettled');
    return marks;
  });

  get changed(): DiskFile[] {
    return this.view?.files.filter((file) => file.state === 'changed') ?? [];
  }

  /** The open episode is another, or something in it is settled, or not any more. */
  follow(view: EpisodeView | null): void {
    const unsettled = view?.chunks.flatMap((chunk) => chunk.problems.filter((p) => p.code === 'disk.unsettled')) ?? [];
    const now = JSON.stringify([view?.id, unsettled.map((problem) => [problem.file, problem.what])]);
    if (now === this.followed) return;
    this.followed = now;
    if (view && this.view?.episode !== view.id) {
      this.view = null;
      this.clashes = [];
    }
    void this.look();
  }

  /** Looks at the files, and tells once nobody is typing. */
  async look(): Promise<void> {
    const id = this.episode.view?.id;
    const mine = ++this.asked;
    if (id === undefined) return;
    try {
      const [view, clashes] = await Promise.all([bridge.diskNow(id), bridge.clashes(id)]);
      while (!this.rests()) {
        await new Promise((resolve) => setTimeout(resolve, rest));
        if (mine !== this.asked) return;
      }
      if (mine !== this.asked) return;
      if (this.episode.view?.id !== id) return;
      const anew = (this.view?.anew ?? []).join('\n') !== view.anew.join('\n');
      this.view = view;
      this.clashes = clashes;
      if (anew) this.besides.anew();
      this.tell(view);
    } catch {
      // Files that cannot be looked at now are looked at when something happens again.
    }
  }

  /** How many changes there were when this was asked last. */
  private typed = -1;

  /** Whether nobody has typed since this was asked last, and nothing is under the hands. */
  private rests(): boolean {
    const before = this.typed;
    this.typed = this.saving.taken;
    return before === this.typed && this.saving.saved && !this.episode.transcript?.composing();
  }

  private tell(view: DiskView): void {
    const changed = this.changed;
    const lines = (files: DiskFile[]) => [
      ...files
        .slice(0, linesShown)
        .map((file) => ({ where: baseName(file.file), what: file.what ?? (file.fewer > 0 ? fewer(file) : '') })),
      ...(files.length > linesShown
        ? [{ where: '', what: `and ${count(files.length - linesShown, 'more file')}` }]
        : []),
    ];
    const both = changed.filter((file) => file.mine).length;
    this.put(keys.changed, changed, 'info', () => ({
      title:
        changed.length === 1 ? `${this.named(changed[0]!)} changed on disk` : `${changed.length} files changed on disk`,
      text: `${changed.length === 1 ? `Another program wrote ${baseName(changed[0]!.file)}.` : 'Another program wrote them.'} ${
        changed.length === 1 && changed[0]!.joined
          ? 'Its chunk was joined with another here: what the file says anew goes to where the turns stand now.'
          : both > 0
            ? `${both === 1 ? (changed.length === 1 ? 'It' : 'One of them') : both === changed.length ? 'They' : `${both} of them`} ${both === 1 ? 'was' : 'were'} changed here, too: what both changed at different places is kept, and you are asked about the rest.`
            : 'Nothing was changed here.'
      }${changed.length === 1 && changed[0]!.fewer > 0 ? ` It has ${fewer(changed[0]!)} than here.` : ''}`,
      lines: changed.length > 1 ? lines(changed) : [],
      actions: [
        { label: 'Take in changes', run: () => void this.takeIn(changed.map((file) => file.chunk)) },
        ...(changed.length === 1 && !changed[0]!.joined
          ? [{ label: 'Compare', run: () => this.compare(changed[0]!) }]
          : []),
      ],
    }));
    const away = view.files.filter((file) => file.state === 'away');
    this.put(keys.away, away, 'warn', () => ({
      title:
        away.length === 1
          ? `${this.named(away[0]!)}: its folder is not there`
          : `The folders of ${away.length} files are not there`,
      text: 'Nothing is lost: the words stand here. Once a folder is there again, its files are looked at; until then nothing is written to them.',
      lines: [...new Set(away.map((file) => file.what ?? ''))]
        .map((what) => ({ where: '', what }))
        .slice(0, linesShown),
      actions: [],
    }));
    const gone = view.files.filter((file) => file.state === 'gone' || file.state === 'unreadable');
    this.put(keys.gone, gone, 'warn', () => ({
      title:
        gone.length === 1
          ? `${this.named(gone[0]!)}: its file ${gone[0]!.state === 'gone' ? 'is gone from disk' : 'cannot be read'}`
          : `${gone.length} files are gone from disk, or cannot be read`,
      text: 'Nothing is lost: the words stand here. An export writes such a file anew only if you say so.',
      lines: lines(gone),
      actions: [{ label: 'Look at the export…', run: () => this.besides.export() }],
    }));
    const { arrived } = view;
    this.put(keys.arrived, arrived, 'info', () => ({
      title: arrived.length === 1 ? '1 new transcript on disk' : `${arrived.length} new transcripts on disk`,
      text:
        arrived.length === 1
          ? 'It lies beside the files of this episode, and the library does not have it.'
          : 'They lie beside the files of this episode, and the library does not have them.',
      lines: lines(arrived.map((file) => ({ file, chunk: 0, state: 'changed', mine: false, fewer: 0 }))),
      actions: [
        {
          label: arrived.length === 1 ? 'Take it in' : 'Take them in',
          run: () => {
            this.notices.drop(keys.arrived);
            void this.besides.bring(arrived).then(() => this.look());
          },
        },
      ],
    }));
    const { anew } = view;
    this.put(keys.text, anew, 'info', () => ({
      title:
        anew.length === 1
          ? `The transcript ${baseName(anew[0]!)} changed on disk`
          : `${anew.length} files of the transcript changed on disk`,
      text: 'The chunks are held against it. Taken again, it is cut like them; what you changed stays.',
      lines:
        anew.length > 1 ? lines(anew.map((file) => ({ file, chunk: 0, state: 'changed', mine: false, fewer: 0 }))) : [],
      actions: [
        { label: 'Take it again…', run: () => void this.takeAgain() },
        { label: 'Let it stand', quiet: true, run: () => void this.besides.letTranscript() },
      ],
    }));
    const { clashes } = this;
    this.put(keys.clashes, clashes, 'warn', () => ({
      title:
        clashes.length === 1
          ? '1 place was changed both here and on disk'
          : `${clashes.length} places were changed both here and on disk`,
      text: 'Both versions are kept. Until you choose, an export leaves the file alone.',
      lines: [],
      actions: [{ label: 'Settle…', run: () => this.dialogs.clashes() }],
    }));
  }

  /** Puts a note up, unless there is nothing to tell or somebody put just that off. */
  private put(
    key: string,
    about: unknown[],
    tone: 'warn' | 'info',
    make: () => { title: string; text: string; lines: { where: string; what: string }[]; actions: Action[] },
  ): void {
    const what = JSON.stringify(about);
    if (about.length === 0 || this.later.get(key) === what) {
      if (about.length === 0) this.later.delete(key);
      this.notices.drop(key);
      return;
    }
    const { actions, ...note } = make();
    const off = () => {
      this.later.set(key, what);
      this.notices.drop(key);
    };
    this.notices.put({ key, tone, ...note, actions: [...actions, { label: 'Not now', quiet: true, run: off }] });
  }

  private named(file: DiskFile): string {
    const chunk = this.episode.view?.chunks.find((each) => each.id === file.chunk);
    return chunk?.number ? `Chunk ${chunk.number}` : baseName(file.file);
  }

  private compare({ chunk }: DiskFile): void {
    const episode = this.view?.episode;
    const file = this.view?.files.find((each) => each.chunk === chunk);
    if (episode !== undefined && file) this.dialogs.compare({ episode, chunk, label: this.named(file) });
  }

  /** Shows what the transcript, which says something else now, makes of the chunks. */
  async takeAgain(): Promise<void> {
    const texts = this.view?.texts ?? [];
    if (texts.length === 0) return;
    try {
      await this.besides.bring(texts);
    } catch (e) {
      this.notices.fail('The transcript was not taken again', sentence(e));
    }
  }

  /** Takes in what other programs changed; no chunks means all that did. */
  async takeIn(chunks: ID[] = this.changed.map((file) => file.chunk)): Promise<void> {
    const id = this.episode.view?.id;
    if (id === undefined || chunks.length === 0) return;
    this.notices.drop(keys.changed);
    try {
      let taken: TakenInView | null = null;
      const { change } = await this.episode.perform(id, async () => (taken = await bridge.takeIn(id, chunks)).reply);
      this.told(taken!, change);
    } catch (e) {
      this.notices.fail('The changes on disk were not taken in', sentence(e));
    }
    await this.look();
  }

  private told({ merged, places, refused, left }: TakenInView, change: number): void {
    if (left.length > 0) {
      this.notices.put({
        key: 'episode:disk:left',
        tone: 'warn',
        title: `${count(left.length, 'thing')} of joined chunks could not come`,
        lines: left.map((problem) => ({ where: baseName(problem.file), what: problem.what })),
        actions: [],
        closable: true,
      });
    }
    if (refused.length > 0) {
      this.notices.put({
        key: 'import:refused',
        tone: 'warn',
        title: `${count(refused.length, 'file')} could not be taken in`,
        lines: refused.map((problem) => ({ where: baseName(problem.file), what: problem.what })),
        actions: [],
        closable: true,
      });
    }
    if (merged === 0) this.notices.show('The files say what stands here.');
    else {
      const left = places > 0 ? `; ${count(places, 'place')} to settle` : '';
      this.episode.undoable(`Took in changes from disk: ${count(merged, 'chunk')}${left}`, { change });
    }
  }

  /** Settles one place. */
  async settle(clash: ClashView, how: Settlement, text = ''): Promise<void> {
    const id = this.episode.view?.id;
    if (id === undefined) return;
    await this.episode.perform(id, () => bridge.settleClash(id, clash.id, how, text));
    this.clashes = this.clashes.filter((each) => each.id !== clash.id);
    void this.look();
  }

  /** Reads anew what is to be settled: whoever went on writing there changed what stands at the place. */
  async reread(): Promise<void> {
    const id = this.episode.view?.id;
    if (id === undefined) return;
    await this.saving.settled();
    const clashes = await bridge.clashes(id);
    if (this.episode.view?.id === id) this.clashes = clashes;
  }
}
