import { EditorState } from '@codemirror/state';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EditManner } from '../editor/contract';
import { Exchange } from '../editor/exchange';
import { fromApp, keepTurns } from '../editor/keep';
import { layOut, linesField } from '../editor/lines';
import { Program, view } from '../editor/program.testing';
import { Script, scriptFacet } from '../editor/script';
import { Failure } from '../model/failure';
import { type Op, typedIn } from '../model/ops';
import type { Source, Transcript } from '../model/transcript';
import type { EditReply, EpisodeView, PatchView } from '../model/views';
import type { Checks } from '../state/checks';
import type { Dialogs } from '../state/dialogs.svelte';
import type { Jobs } from '../state/jobs.svelte';
import type { Library } from '../state/library.svelte';
import { Notices } from '../state/notices.svelte';

/** What stands in the way of the program's answers. */
const road = {
  episode: null as Promise<void> | null,
  undo: null as Promise<void> | null,
  answer: null as Promise<void> | null,
  failure: null as Failure | null,
};
const programs = new Map<number, Program>();
/** What was typed in each edit that the program was sent. */
const sent: string[] = [];
/** What the program had when a list of files to export was asked for. */
let planned = '';
let wentTo: number[] = [];

const reply = (patch: PatchView): EditReply => ({
  step: 1,
  savedAt: 1,
  name: 'Type',
  patch,
  slugs: 0,
  gone: [],
  told: '',
});

vi.mock('../bridge/backend', () => ({
  episode: async (id: number) => {
    const answer = { ...structuredClone(view(programs.get(id)!)), id };
    await road.episode;
    return answer;
  },
  edit: async ({ episode, ops }: { episode: number; ops: Op[] }) => {
    if (road.failure) throw road.failure;
    sent.push(typedIn(ops));
    if (ops.length === 0) throw new Failure('invalid', 'It holds nothing.');
    const answer = reply({ ...programs.get(episode)!.edit(structuredClone(ops)), episode });
    await road.answer;
    return answer;
  },
  undo: async (id: number) => {
    const patch = programs.get(id)!.undo() ?? programs.get(id)!.nothing();
    await road.undo;
    return reply(patch);
  },
  recall: async () => '',
  openEpisode: async () => {},
  rememberPlace: async () => {},
  goToStep: async (id: number, seq: number) => {
    wentTo.push(seq);
    return reply(programs.get(id)!.nothing());
  },
}));
vi.mock('../bridge/exporting', () => ({
  planPublish: async () => {
    planned = programs.get(1)!.said(1).join('\n');
    return { id: 1, to: '', files: [], leave: [], waivers: [] };
  },
  formats: async () => [],
}));
const { Exporting } = await import('../state/exporting.svelte');
const { Episode } = await import('../state/episode.svelte');
const { Saving } = await import('../state/saving.svelte');

/** Lets everything that is on its way arrive. */
const arrive = () => new Promise((resolve) => setTimeout(resolve));

/** Lets everything that is on its way arrive, and what more letters could come to. */
const allArrives = () => {
  saving.hurry();
  return arrive();
};

/** A promise, and what resolves it. */
function gate(): { shut: Promise<void>; open: () => void } {
  let open!: () => void;
  const shut = new Promise<void>((resolve) => (open = resolve));
  return { shut, open };
}

/** The editor without a window. */
class Desk implements Transcript {
  selected = () => '';
  proposed(): void {}
  picked = () => null;
  names = () => {};
  stretch = () => null;
  under = () => null;
  showChunk = () => {};
  partsDown = () => [];
  select = () => {};
  hits = () => {};
  goToHit = () => null;
  hitNow = () => null;
  state!: EditorState;
  private exchange!: Exchange;
  private patient: (() => void)[] = [];
  commands = {};
  doubts = { look() {}, go: () => Promise.resolve(null), hold: () => null, mend() {}, letGo() {} };

  constructor(private readonly episode: InstanceType<typeof Episode>) {
    this.load(view(new Program([])));
  }

  load(episode: EpisodeView): void {
    const script = new Script(episode);
    const { doc, lines } = layOut(episode.chunks);
    const host = {
      edit: (ops: Op[], options: EditManner) => this.episode.editWords(ops, options),
      more: (ops: Op[]) => this.episode.moreWords(ops),
    };
    this.exchange = new Exchange(host, script);
    this.state = EditorState.create({
      doc,
      extensions: [linesField.init(() => lines), keepTurns, scriptFacet.of(script)],
    });
  }
  patch(patch: PatchView, from: Source): void {
    const { spec } = this.exchange.patch(this.state, patch, from);
    if (spec) this.state = this.state.update(spec).state;
    this.exchange.settle(this.state);
  }
  type(at: number, insert: string, { cut = 0, composing = false } = {}): void {
    const tr = this.state.update({ changes: { from: at, to: at + cut, insert } });
    this.state = tr.state;
    this.exchange.typed(tr, composing);
  }
  get words(): string {
    return this.state.doc.toString();
  }
  composing(): Promise<void> | null {
    return this.exchange.outbox.composing ? new Promise((resolve) => this.patient.push(resolve)) : null;
  }
  endComposition(): void {
    this.exchange.composed();
    for (const resolve of this.patient.splice(0)) resolve();
  }
  playhead(): void {}
  follow(): void {}
  reveal(): void {}
  anchor(): null {
    return null;
  }
  wordsAt(): null {
    return null;
  }
  focus(): void {}
  chosen = () => ({ turns: [], words: null, box: { left: 0, top: 0, bottom: 0 } });
  give = () => false;
  textSize(): void {}
  howTimed(): void {}
}

let saving: InstanceType<typeof Saving>;
let notices: Notices;
let episode: InstanceType<typeof Episode>;
let desk: Desk;
const said = (id: number) => programs.get(id)!.said(1).join('\n');

beforeEach(async () => {
  road.episode = road.undo = road.answer = road.failure = null;
  wentTo = [];
  sent.length = 0;
  programs.set(1, new Program([[['The bell rings.']]]));
  programs.set(2, new Program([[['Another episode.']]]));
  saving = new Saving();
  notices = new Notices();
  episode = new Episode(saving, { follow: () => {}, agree: () => {} } as unknown as Library, notices);
  episode.transcript = desk = new Desk(episode);
  await episode.open(1);
});

// What could not be saved would be tried again in the next test.
afterEach(() => void saving.abandon(1));

describe('reading the episode again', () => {
  it('keeps what was typed and saved while it was fetched', async () => {
    const { shut, open } = gate();
    road.episode = shut;
    const again = episode.reload();
    await allArrives();
    desk.type(15, ' Twice.');
    await allArrives();
    expect(said(1)).toBe('The bell rings. Twice.');
    open();
    await again;
    expect(desk.words).toBe('The bell rings. Twice.');
    desk.type(0, 'x');
    await allArrives();
    expect(said(1)).toBe('xThe bell rings. Twice.');
  });

  it('keeps what a patch told while it was fetched', async () => {
    const { shut, open } = gate();
    road.episode = shut;
    const again = episode.reload();
    await allArrives();
    episode.take(programs.get(1)!.elsewhere(4, ['Elsewhere.']), 'other');
    open();
    await again;
    expect(desk.words).toBe('Elsewhere.');
  });

  it('waits for an input method', async () => {
    desk.type(0, 'に', { composing: true });
    const again = episode.reload();
    await allArrives();
    desk.endComposition();
    await again;
    expect([desk.words, said(1)]).toEqual(['にThe bell rings.', 'にThe bell rings.']);
  });

  it('gives up while something cannot be saved', async () => {
    road.failure = new Failure('full', 'The drive is full.');
    desk.type(15, ' Twice.');
    await allArrives();
    await episode.reload();
    expect(desk.words).toBe('The bell rings. Twice.');
    road.failure = null;
    saving.retry();
    await allArrives();
    expect(said(1)).toBe('The bell rings. Twice.');
  });
});

describe('what an export tells', () => {
  it('changes no words, whatever overtakes whom', async () => {
    const { shut, open } = gate();
    road.answer = shut;
    desk.type(15, ' Twice.');
    await allArrives();
    // The program has the words, but its answer is still on the way.
    episode.marked(programs.get(1)!.whole());
    open();
    await allArrives();
    expect([desk.words, said(1)]).toEqual(['The bell rings. Twice.', 'The bell rings. Twice.']);
    expect(saving.waiting).toBe(0);
  });
});

it('makes a list to export of what is saved alone', async () => {
  const exporting = new Exporting(episode, {} as Library, {} as Jobs, notices, {} as Dialogs, {} as Checks);
  desk.type(15, ' Twice.');
  await exporting.begin('episode');
  expect(planned).toBe('The bell rings. Twice.');
  road.failure = new Failure('full', 'The drive is full.');
  desk.type(0, 'x');
  await exporting.begin('episode');
  expect([exporting.plan, exporting.problem]).toEqual([null, 'The drive is full.']);
});

describe('leaving an episode', () => {
  it('waits until its words are saved', async () => {
    desk.type(15, ' Twice.');
    await episode.open(2);
    expect([episode.view?.id, said(1)]).toEqual([2, 'The bell rings. Twice.']);
  });

  it('is refused while they cannot be, and says so', async () => {
    road.failure = new Failure('full', 'The drive is full.');
    desk.type(15, ' Twice.');
    await allArrives();
    await episode.open(2);
    expect([episode.view?.id, episode.loading, desk.words]).toEqual([1, null, 'The bell rings. Twice.']);
    expect(notices.toast?.text).toBe('Not saved yet, so this episode stays open. The drive is full.');
    road.failure = null;
    saving.retry();
    await allArrives();
    desk.type(0, 'x');
    await allArrives();
    expect([desk.words, said(1)]).toEqual(['xThe bell rings. Twice.', 'xThe bell rings. Twice.']);
  });

  it('takes along what is typed while the other is fetched', async () => {
    const { shut, open } = gate();
    road.episode = shut;
    const there = episode.open(2);
    await allArrives();
    desk.type(15, ' Twice.');
    open();
    await there;
    expect([episode.view?.id, said(1)]).toEqual([2, 'The bell rings. Twice.']);
  });
});

describe('letters that come one upon another', () => {
  // However busy the machine is, no time goes by between them.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  const type = async (letters: string) => {
    for (const letter of letters) {
      desk.type(desk.words.length, letter);
      await vi.advanceTimersByTimeAsync(0);
    }
  };

  it('go to the program together, with the pause', async () => {
    await type('abcd');
    expect([said(1), saving.saved, saving.taken]).toEqual(['The bell rings.a', false, 4]);
    await vi.waitFor(() => expect(said(1)).toBe('The bell rings.abcd'));
    expect(sent).toEqual(['a', 'bcd']);
  });

  it('go there at once when they are to be saved', async () => {
    await type('abcd');
    await episode.settled();
    expect([said(1), saving.waiting, sent]).toEqual(['The bell rings.abcd', 0, ['a', 'bcd']]);
  });

  it('keep nobody waiting when nothing is left of them by then', async () => {
    await type('ab');
    episode.take(programs.get(1)!.elsewhere(8, []), 'other');
    await episode.settled();
    expect([saving.waiting, sent]).toEqual([0, ['a']]);
  });

  it('stay apart from what is done in between', async () => {
    await type('abc');
    episode.change([{ kind: 'checked', turn: 1, checked: true }], 'Checked');
    await type('d');
    await episode.settled();
    expect([said(1), sent]).toEqual(['The bell rings.abcd', ['a', 'bc', '', 'd']]);
  });
});

it('sends no edit that an undo has made empty', async () => {
  desk.type(15, ' abc');
  await allArrives();
  const { shut, open } = gate();
  road.undo = shut;
  episode.undo();
  desk.type(18, '', { cut: 1 });
  for (const [at, letter] of ['A', 'B', 'C'].entries()) desk.type(at, letter);
  open();
  await allArrives();
  await allArrives();
  expect([desk.words, said(1), saving.waiting]).toEqual(['ABCThe bell rings.', 'ABCThe bell rings.', 0]);
  expect(notices.notes).toEqual([]);
});

describe('an edit that is refused', () => {
  const note = { id: 0, turn: 9, from: 0, to: 1, kind: 'comment', lost: false, resolved: false } as const;
  const no = new Failure('invalid', 'It does not fit.');

  it('shows the words behind it, and what the program has', async () => {
    road.failure = no;
    desk.type(15, ' Twice.');
    desk.type(22, ' Thrice.');
    await allArrives();
    expect([desk.words, said(1), saving.waiting]).toEqual(['The bell rings.', 'The bell rings.', 0]);
    expect(notices.notes[0]?.lines).toEqual([{ where: 'Typed', what: ' Twice. Thrice.' }]);
  });

  it('shows the words that come before the page is read again, and sends none of them', async () => {
    const { shut, open } = gate();
    road.episode = shut;
    road.failure = no;
    desk.type(15, ' Twice.');
    await allArrives();
    road.failure = null;
    desk.type(22, ' Thrice.');
    open();
    await allArrives();
    expect([desk.words, said(1)]).toEqual(['The bell rings.', 'The bell rings.']);
    expect(notices.notes[0]?.lines).toEqual([{ where: 'Typed', what: ' Twice. Thrice.' }]);
  });

  it('keeps the words behind notes whose turn is gone, and shows what these said', async () => {
    road.failure = no;
    const texts = ['Is it so?', 'Ask Ada.'];
    for (const text of texts) episode.change([{ kind: 'note.add', note: { ...note, text } }], 'Commented');
    await allArrives();
    road.failure = null;
    desk.type(15, ' Twice.');
    await allArrives();
    expect([desk.words, said(1)]).toEqual(['The bell rings. Twice.', 'The bell rings. Twice.']);
    expect(notices.notes.map(({ lines }) => lines?.map(({ what }) => what))).toEqual([['Is it so?\n', 'Ask Ada.\n']]);
  });

  it('shows all words where the editor cannot say what it shows, however often', async () => {
    const { shut, open } = gate();
    road.episode = shut;
    road.answer = shut;
    desk.type(15, ' Twice.');
    desk.type(0, 'Or: ');
    desk.state = desk.state.update({ changes: { from: 0, to: 2 }, annotations: fromApp.of(true) }).state;
    expect(() => desk.type(2, 'x')).toThrow('the text is not what was typed');
    episode.broken(new Error('no'), 'x');
    expect(() => desk.type(3, 'y')).toThrow('the text is not what was typed');
    episode.broken(new Error('no'), 'y');
    open();
    await allArrives();
    await allArrives();
    expect([desk.words, said(1), saving.waiting]).toEqual(['The bell rings. Twice.', 'The bell rings. Twice.', 0]);
    expect(notices.notes).toHaveLength(1);
    expect(notices.notes[0]).toMatchObject({ key: 'episode:refused', lines: [{ where: 'Typed', what: 'Or: xy' }] });
  });

  it('lets another episode be typed in while the page is read again', async () => {
    const { shut, open } = gate();
    road.failure = no;
    road.episode = shut;
    desk.type(15, ' Twice.');
    await allArrives();
    road.failure = road.episode = null;
    await episode.open(2);
    desk.type(0, 'Z');
    await allArrives();
    open();
    await allArrives();
    desk.type(1, 'Y');
    await allArrives();
    expect([desk.words, said(2), said(1)]).toEqual(['ZYAnother episode.', 'ZYAnother episode.', 'The bell rings.']);
  });

  it('drops nothing that waits for another episode', async () => {
    const { shut, open } = gate();
    saving.submit({
      keeps: true,
      episode: 2,
      run: () => shut.then(() => Promise.reject(no)),
      done: () => {},
      refused: () => saving.abandon(2),
    });
    desk.type(15, ' Twice.');
    open();
    await allArrives();
    expect([desk.words, said(1), saving.waiting]).toEqual(['The bell rings. Twice.', 'The bell rings. Twice.', 0]);
  });

  it('does not leave anybody waiting who came behind it', async () => {
    road.failure = no;
    desk.type(0, 'A');
    await expect(episode.perform(1, () => Promise.resolve(reply(programs.get(1)!.nothing())))).rejects.toBe(no);
  });
});

describe('going back in the history', () => {
  it('goes there in one call', async () => {
    await episode.travelTo(50);
    expect(wentTo).toEqual([50]);
  });

  it('saves first what is typed', async () => {
    episode.drafts.add(() => {
      if (said(1) === 'The bell rings.') desk.type(15, ' Twice.');
    });
    await episode.travelTo(1);
    expect([said(1), wentTo]).toEqual(['The bell rings. Twice.', [1]]);
  });

  it('stays while something cannot be saved', async () => {
    road.failure = new Failure('full', 'The drive is full.');
    desk.type(0, 'A');
    await allArrives();
    await episode.travelTo(1);
    expect(wentTo).toEqual([]);
  });
});
