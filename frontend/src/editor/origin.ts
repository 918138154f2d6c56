/**
 * Tells of the word under the pointer when it is said, and how that is known. It changes nothing, and says nothing where
 * the text runs ahead of its times.
 */
import type { EditorState, Extension } from '@codemirror/state';
import { EditorView, hoverTooltip } from '@codemirror/view';
import { codeAt } from '../model/timecode';
import { isTimed, toldOf, unpack, wordPlaces } from '../model/times';
import { linesOf } from './lines';
import { scriptOf } from './script';
import { extent } from './structure';

/** Milliseconds that the pointer rests on a word before it is told. */
const rests = 500;

/** The word at a position, where it stands in the document, and what is told of it; null where nobody has asked. */
export function originAt(state: EditorState, at: number): { from: number; to: number; told: string } | null {
  const lines = linesOf(state);
  const turn = lines.turn(state.doc.lineAt(at).number);
  const script = scriptOf(state);
  const times = script.turn(turn)?.times ?? '';
  const here = extent({ doc: state.doc, lines }, turn);
  if (times === '' || !here) return null;
  const known = unpack(times);
  const places = wordPlaces(here.text);
  const i = places.findIndex(({ from, to }) => here.from + from <= at && at <= here.from + to);
  const word = known[i];
  const place = places[i];
  if (!word || !place || known.length !== places.length) return null;
  const when = isTimed(word.how) ? `Said at ${codeAt(word.from, script.clock)}` : 'No time';
  return { from: here.from + place.from, to: here.from + place.to, told: `${when}: ${toldOf(word)}` };
}

const look = EditorView.theme({
  '.cm-tooltip.cm-tooltip-hover:has(.stet-origin)': {
    border: 'none',
    borderRadius: 'var(--r-2)',
    background: 'var(--raised)',
    boxShadow: 'var(--shadow-pop)',
  },
  '.stet-origin': {
    padding: '5px 9px',
    color: 'var(--ink-2)',
    font: 'var(--text-s) var(--font-ui)',
    fontVariantNumeric: 'tabular-nums',
  },
});

export const origin: Extension = [
  hoverTooltip(
    (view, at) => {
      const word = originAt(view.state, at);
      if (!word) return null;
      return {
        pos: word.from,
        end: word.to,
        above: true,
        create: () => {
          const dom = document.createElement('div');
          dom.className = 'stet-origin';
          dom.role = 'tooltip';
          dom.textContent = word.told;
          return { dom };
        },
      };
    },
    { hoverTime: rests, hideOnChange: true },
  ),
  look,
];
