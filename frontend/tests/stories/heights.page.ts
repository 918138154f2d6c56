/** A page of two editors of one long text, in which nothing but how they keep the heights of lines differs. */
import { type Extension, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import { heights } from '../../src/editor/heights';

export interface Compared {
  /** How many lines and stretches a key goes through: in the editor by itself, and in the one that looks where something changed. */
  plain: number;
  ours: number;
  /** Where each of many lines begins, in pixels, after edits at many places. */
  tops: { plain: number[]; ours: number[] };
}

interface Heights {
  left?: Heights;
  right?: Heights;
  updateHeight(...given: unknown[]): Heights;
}

class Title extends WidgetType {
  override toDOM(): HTMLElement {
    const title = document.createElement('h2');
    title.textContent = 'A title';
    return title;
  }
}

const title = Decoration.widget({ widget: new Title(), block: true, side: -1 });

const titles = StateField.define<DecorationSet>({
  create: ({ doc }) => Decoration.set(Array.from({ length: 100 }, (_, i) => title.range(doc.line(1 + 10 * i).from))),
  update: (drawn, tr) => drawn.map(tr.changes),
  provide: (field) => EditorView.decorations.from(field),
});

const text = Array.from({ length: 1000 }, (_, i) => `line ${i} `.repeat(1 + (i % 40))).join('\n');

function open(extension: Extension): EditorView {
  const view = new EditorView({
    parent: document.body,
    doc: text,
    extensions: [titles, EditorView.lineWrapping, extension],
  });
  view.dom.style.height = '300px';
  return view;
}

function visits(view: EditorView, edit: () => void): number {
  const kinds = new Set<Heights>();
  const gather = (node: Heights): unknown =>
    node.left ? [gather(node.left), gather(node.right!)] : kinds.add(Object.getPrototypeOf(node) as Heights);
  gather((view as unknown as { viewState: { heightMap: Heights } }).viewState.heightMap);
  let count = 0;
  const originals = [...kinds].map((kind) => [kind, kind.updateHeight] as const);
  for (const [kind, update] of originals) {
    kind.updateHeight = function (...given) {
      count++;
      return update.apply(this, given);
    };
  }
  edit();
  for (const [kind, update] of originals) kind.updateHeight = update;
  return count;
}

const painted = () => new Promise((then) => requestAnimationFrame(() => setTimeout(then)));

/** Reads through all of it, and edits it here and there. */
async function work(view: EditorView): Promise<number> {
  for (let top = 0; top < view.contentHeight; top += 250) {
    view.scrollDOM.scrollTop = top;
    await painted();
  }
  const visited = visits(view, () => view.dispatch({ changes: { from: 5000, insert: 'x' } }));
  const edits = [
    { from: 0, to: 40 },
    { from: 900, insert: 'one\ntwo\nthree\n' },
    { from: 3000, to: 9000 },
    { from: 12_000, insert: 'long '.repeat(900) },
  ];
  for (const changes of edits) {
    view.dispatch({ changes, selection: { anchor: changes.from }, scrollIntoView: true });
    await painted();
    await painted();
  }
  // Of another size all lines are of another height, and of another width many.
  for (const [property, value] of [
    ['fontSize', '20px'],
    ['width', '400px'],
  ] as const) {
    view.dom.style[property] = value;
    view.requestMeasure();
    await painted();
    await painted();
  }
  view.scrollDOM.scrollTop = 0;
  await painted();
  await painted();
  return visited;
}

function tops(view: EditorView): number[] {
  const { doc } = view.state;
  const lines = Array.from({ length: Math.floor(doc.lines / 13) }, (_, i) => doc.line(1 + i * 13));
  return [...lines.map(({ from }) => view.lineBlockAt(from).top), view.contentHeight];
}

/** An editor, worked in, and how many lines and stretches a key went through in it. */
async function editor(extension: Extension): Promise<{ visited: number; tops: number[] }> {
  const view = open(extension);
  const visited = await work(view);
  const begins = tops(view);
  view.destroy();
  return { visited, tops: begins };
}

// The one by itself goes first: what ours does holds for all editors of a page.
export async function compare(): Promise<Compared> {
  const plain = await editor([]);
  const ours = await editor(heights);
  return { plain: plain.visited, ours: ours.visited, tops: { plain: plain.tops, ours: ours.tops } };
}

Object.assign(window, { compare });
