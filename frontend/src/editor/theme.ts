/**
 * How the transcript looks. Every colour, face and size is a variable of the design's tokens, so both themes and the
 * text size come from outside and nothing here has to change with them.
 */
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { margin, marks } from './margintheme';

const sheet = {
  '&': {
    height: '100%',
    background: 'var(--page)',
    color: 'var(--ink)',
    '--stet-measure': 'calc(var(--transcript-size) * 33.41)',
    '--stet-margin': '96px',
    '--stet-spine': '34px',
    // What a selected turn's tint reaches beyond the words.
    '--stet-edge': '14px',
    // The line of a speaker, the bar and the hatch, in cells of the margin that say nothing else.
    '--wide': '2px',
    '--aside': '0px',
    '--spine-at': '16px',
    '--bar': 'none',
    '--bar-at': '8px',
    '--hatched': 'none',
    '--hatch-at': '6px',
    '--above': '0px',
    '--below': '0px',
    '--spine-above': '0px',
    '--spine-below': '0px',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    // What scrolls before a ground of its own is a layer: a key or a word that lights up leaves all others as they are.
    background: 'var(--page)',
    fontFamily: 'var(--font-text)',
    fontSize: 'var(--transcript-size)',
    lineHeight: 'var(--transcript-leading)',
    overflowX: 'hidden',
    scrollbarWidth: 'thin',
    scrollbarColor: 'var(--line-2) transparent',
    // The text stands in the middle of the page, its margin included.
    paddingLeft: 'max(0px, (100% - var(--stet-measure) - 168px) / 2)',
    // Where the page is no wider than the words, a selected turn's tint still ends before its edge.
    paddingRight: 'var(--s-2)',
  },
  '.cm-content': {
    flex: '0 1 calc(var(--stet-measure) + var(--stet-edge))',
    minWidth: '0',
    marginLeft: 'calc(var(--stet-margin) + var(--stet-spine))',
    padding: 'var(--s-5) 0 40vh',
    caretColor: 'var(--accent)',
    letterSpacing: '0',
    fontFeatureSettings: '"kern", "liga"',
    fontVariantNumeric: 'oldstyle-nums',
    userSelect: 'text',
    '-webkit-user-select': 'text',
  },
  '&.stet-on-turns .cm-content': { caretColor: 'transparent' },
  '.cm-content ::selection': { background: 'var(--accent-tint-2)' },
  '.cm-line::selection': { background: 'var(--accent-tint-2)' },
  '&.stet-on-turns .cm-line::selection': { background: 'transparent' },
};

const lines = {
  '.cm-line': { padding: '0 var(--stet-edge) 0 6px' },
  '.cm-line.stet-opens': { paddingTop: '3px' },
  '.cm-line.stet-run': { paddingTop: '32px' },
  '.stet-para': { paddingTop: '.55em' },
  '.cm-line.stet-last': { paddingBottom: '4px' },
  '.stet-context': { color: 'var(--ink-2)' },
  '.stet-hit': {
    color: 'var(--ink)',
    background: 'linear-gradient(var(--accent-tint-2), var(--accent-tint-2)) 0 50% / 100% 1.36em no-repeat',
  },
  '.stet-hit-now': { outline: '2px solid var(--accent)', outlineOffset: '1px', borderRadius: '2px' },
};

const chunk = {
  '.stet-chunk': {
    position: 'relative',
    marginLeft: 'calc(-1 * (var(--stet-margin) + var(--stet-spine)))',
    padding: '40px var(--stet-edge) 8px calc(var(--stet-margin) + var(--stet-spine) + 6px)',
    fontFamily: 'var(--font-ui)',
    fontSize: 'var(--text-xs)',
    lineHeight: '17px',
    letterSpacing: '-0.006em',
    fontVariantNumeric: 'normal',
    color: 'var(--ink-3)',
    cursor: 'default',
    userSelect: 'none',
    '-webkit-user-select': 'none',
  },
  '.stet-chunk.stet-first': { paddingTop: '4px' },
  '.stet-chunk:not(.stet-first)::before': {
    content: '""',
    position: 'absolute',
    left: '18px',
    right: '-8px',
    top: '20px',
    height: '1px',
    background: 'var(--line-2)',
  },
  '.stet-grip': {
    position: 'absolute',
    left: '18px',
    right: '-8px',
    top: '14px',
    height: '13px',
    cursor: 'ns-resize',
    touchAction: 'none',
  },
  '.stet-grip:hover': { background: 'linear-gradient(var(--accent), var(--accent)) 0 6px / 100% 1px no-repeat' },
  '.stet-no': {
    position: 'absolute',
    right: 'calc(100% - var(--stet-margin) - var(--stet-spine) + 6px)',
    font: '600 22px/28px var(--font-text)',
    fontVariantNumeric: 'lining-nums tabular-nums',
  },
  '.stet-chunk h2': {
    font: '600 var(--text-xl)/28px var(--font-text)',
    letterSpacing: '-.005em',
    color: 'var(--ink)',
    textWrap: 'balance',
  },
  '.stet-meta': {
    marginTop: '5px',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '6px 10px',
  },
  '.stet-status': { marginRight: '-4px', color: 'var(--ink-2)' },
  '.stet-dot': { width: '2px', height: '2px', borderRadius: '50%', background: 'currentColor', opacity: '.7' },
  '.stet-wordless': { display: 'flex', alignItems: 'center', gap: 'var(--s-3)', marginTop: '8px' },
  '.stet-wordless button': {
    minHeight: '24px',
    padding: '0 6px',
    borderRadius: 'var(--r-1)',
    color: 'var(--accent-ink)',
    textDecoration: 'underline',
    textUnderlineOffset: '2px',
  },
  '.stet-wordless button:hover': { background: 'var(--accent-tint)' },
  '.stet-lead': {
    margin: '10px 0 0',
    font: '400 var(--transcript-size)/var(--transcript-leading) var(--font-text)',
    letterSpacing: '0',
    fontVariantNumeric: 'oldstyle-nums',
    color: 'var(--ink-3)',
  },
};

/** Where a chunk would begin while its boundary is dragged. */
const cutting = {
  '.stet-cut': {
    position: 'absolute',
    left: '18px',
    right: '18px',
    zIndex: '5',
    borderTop: '2px solid var(--accent)',
    display: 'flex',
    justifyContent: 'flex-end',
    gap: 'var(--s-3)',
    pointerEvents: 'none',
    font: '500 var(--text-xs)/20px var(--font-ui)',
    color: 'var(--accent-ink)',
  },
  '.stet-cut span': { padding: '0 6px', background: 'var(--page)', borderRadius: 'var(--r-1)', whiteSpace: 'pre' },
};

/** Where a chunk might begin. */
const proposal = {
  '.stet-proposed': {
    display: 'flex',
    alignItems: 'center',
    gap: 'var(--s-3)',
    // Without margins above and below, which nobody would count.
    position: 'relative',
    margin: '0 -8px 0 calc(18px - var(--stet-margin) - var(--stet-spine))',
    padding: '12px 0 2px calc(var(--stet-margin) + var(--stet-spine) - 12px)',
    font: '500 var(--text-xs)/20px var(--font-ui)',
    letterSpacing: '-0.006em',
    fontVariantNumeric: 'tabular-nums',
    color: 'var(--accent-ink)',
    cursor: 'default',
    userSelect: 'none',
    '-webkit-user-select': 'none',
  },
  '.stet-proposed::before': {
    content: '""',
    position: 'absolute',
    left: '0',
    right: '0',
    top: '10px',
    borderTop: '1.5px dashed var(--accent)',
  },
  '.stet-proposed.stet-proposed-now::before': { borderTop: '2px solid var(--accent)' },
  '.stet-proposed button': {
    minHeight: '24px',
    padding: '0 6px',
    borderRadius: 'var(--r-1)',
    color: 'var(--accent-ink)',
    textDecoration: 'underline',
    textUnderlineOffset: '2px',
  },
  '.stet-proposed button:hover': { background: 'var(--accent-tint)' },
};

/** Words in doubt: a line that waves, whatever its colour. Each property for itself, since WebKit has no shorthand of them. */
const doubts = {
  '.stet-held': { background: 'var(--accent-tint-2)' },
  '.stet-doubt': {
    textDecorationLine: 'underline',
    textDecorationStyle: 'wavy',
    textDecorationColor: 'var(--flag)',
    textDecorationThickness: '1px',
    textUnderlineOffset: '4px',
    textDecorationSkipInk: 'none',
  },
};

/** Turns that are selected: a tint over margin and words, and a bar. */
const selected = {
  '.stet-in-sel': { background: 'var(--accent-tint)' },
  '.cm-gutterElement.stet-in-sel': {
    position: 'relative',
    background: 'linear-gradient(var(--accent-tint), var(--accent-tint)) 8px 0 / calc(100% - 8px) 100% no-repeat',
  },
  '.cm-gutterElement.stet-in-sel::before': {
    content: '""',
    position: 'absolute',
    left: '8px',
    top: '0',
    bottom: '0',
    width: '3px',
    background: 'var(--accent)',
    pointerEvents: 'none',
  },
  '.cm-line.stet-sel-first, .cm-line.stet-sel-only': { borderTopRightRadius: '8px' },
  '.cm-line.stet-sel-last, .cm-line.stet-sel-only': { borderBottomRightRadius: '8px' },
  '.cm-gutterElement.stet-sel-first::before, .cm-gutterElement.stet-sel-only::before': { borderTopLeftRadius: '3px' },
  '.cm-gutterElement.stet-sel-last::before, .cm-gutterElement.stet-sel-only::before': { borderBottomLeftRadius: '3px' },
  '.stet-in-sel .stet-tc, .stet-in-sel .stet-tc b': { color: 'var(--accent-ink)' },
  '.stet-in-sel .chip.out, .stet-in-sel .chip.unknown': { background: 'var(--accent-tint)' },
  '.stet-in-sel .stet-cell.stet-bar': { '--bar-at': '13px' },
};

const narrow = {
  '@media (max-width: 1359px)': {
    '&': {
      '--stet-margin': '90px',
      '--stet-spine': '32px',
      '--bar-at': '1px',
      '--hatch-at': '0px',
      '--spine-at': '15px',
    },
    '.stet-cell .chip': { '--middle': 'calc(var(--stet-margin) + 16px)' },
    '.stet-tick': { marginLeft: 'calc(var(--stet-margin) + 19px)' },
    '.stet-chunk:not(.stet-first)::before': { left: '10px', right: '10px' },
    '.cm-scroller': { paddingLeft: 'max(0px, (100% - var(--stet-measure) - 136px) / 2)' },
  },
  '@media (forced-colors: active)': {
    '.stet-in-sel, .cm-gutterElement.stet-in-sel::before, .stet-tick': { forcedColorAdjust: 'none' },
  },
};

export const theme: Extension = EditorView.theme({
  ...sheet,
  ...lines,
  ...margin,
  ...marks,
  ...chunk,
  ...cutting,
  ...proposal,
  ...doubts,
  ...selected,
  ...narrow,
});
