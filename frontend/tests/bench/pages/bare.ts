/** CodeMirror by itself, with the text of the episode and nothing else: what an editor made of it cannot be faster than. */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorSelection, EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { type Comparand, type Given, lit } from './shape';

let view: EditorView;
let given: Given;
let timer = 0;

/** The line, from 1, that a turn begins on. */
const lineOf = (turn: number) =>
  given.turns.slice(0, turn).reduce((sum, { paragraphs }) => sum + Math.max(1, paragraphs.length), 1);

function wordsFrom(line: number, to: number): { from: number; to: number }[] {
  const from = view.state.doc.line(line).from;
  const text = view.state.sliceDoc(from, view.state.doc.line(to).from);
  return [...text.matchAll(/\S+/g)].map((m) => ({ from: from + m.index, to: from + m.index + m[0].length }));
}

const page: Comparand = {
  show(text) {
    given = text;
    view?.destroy();
    const doc = text.turns.flatMap(({ paragraphs }) => (paragraphs.length > 0 ? paragraphs : [''])).join('\n');
    view = new EditorView({
      parent: document.body,
      state: EditorState.create({
        doc,
        extensions: [history(), keymap.of([...historyKeymap, ...defaultKeymap]), EditorView.lineWrapping],
      }),
    });
  },
  toMiddle() {
    const line = lineOf(given.middle);
    const at = wordsFrom(line, line + 1)[given.word]!.from;
    view.focus();
    view.dispatch({
      selection: EditorSelection.cursor(at),
      effects: EditorView.scrollIntoView(at, { y: 'start', yMargin: view.scrollDOM.clientHeight / 4 }),
    });
  },
  light(perSecond) {
    clearInterval(timer);
    CSS.highlights.delete('heard');
    if (perSecond === 0) return;
    const highlight = new Highlight();
    CSS.highlights.set('heard', highlight);
    let n = 0;
    timer = setInterval(() => {
      const words = wordsFrom(lineOf(given.middle + 1), lineOf(given.middle + 1 + lit));
      const word = words[n++ % words.length]!;
      const range = document.createRange();
      const from = view.domAtPos(word.from, 1);
      const to = view.domAtPos(word.to, -1);
      range.setStart(from.node, from.offset);
      range.setEnd(to.node, to.offset);
      highlight.clear();
      highlight.add(range);
    }, 1000 / perSecond) as unknown as number;
  },
};

Object.assign(window, { comparand: page });
