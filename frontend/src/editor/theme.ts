/**
 * How the transcript looks. Every colour, face and size is a variable of the design's tokens, so both themes and the
 * text size come from outside and nothing here has to change with them.
 */
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** One pattern a speaker, so that a run can be followed without colour. */
const patterns = {
  '.stet-spine.sp-2': { background: 'repeating-linear-gradient(var(--sp) 0 6px, transparent 6px 10px)', opacity: '.6' },
  '.stet-spine.sp-3': { background: 'repeating-linear-gradient(var(--sp) 0 2px, transparent 2px 5px)', opacity: '.75' },
  '.stet-spine.sp-4': {
    width: '4px',
    marginLeft: '-1px',
    background: 'linear-gradient(90deg, var(--sp) 0 1px, transparent 1px 3px, var(--sp) 3px 4px)',
    opacity: '.6',
  },
  '.stet-spine.sp-5': {
    background:
      'repeating-linear-gradient(var(--sp) 0 8px, transparent 8px 11px, var(--sp) 11px 13px, transparent 13px 16px)',
    opacity: '.6',
  },
  '.stet-spine.sp-6': {
    background: 'repeating-linear-gradient(var(--sp) 0 14px, transparent 14px 17px)',
    opacity: '.55',
  },
  '.stet-spine.sp-7': { width: '1px', opacity: '.8' },
  '.stet-spine.sp-8': {
    width: '4px',
    marginLeft: '-1px',
    background: 'repeating-linear-gradient(var(--sp) 0 2px, transparent 2px 6px)',
    opacity: '.6',
  },
  '.stet-spine.sp-9': { width: '5px', marginLeft: '-1.5px', opacity: '.22' },
};

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
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
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
  '.cm-line': { position: 'relative', padding: '0 var(--stet-edge) 0 6px' },
  '.stet-opens': { paddingTop: '3px' },
  '.stet-run': { paddingTop: '32px' },
  '.stet-para': { paddingTop: '.55em' },
  '.stet-last': { paddingBottom: '4px' },
  '.stet-context': { color: 'var(--ink-2)' },
  '.stet-hit': {
    color: 'var(--ink)',
    background: 'linear-gradient(var(--accent-tint-2), var(--accent-tint-2)) 0 50% / 100% 1.36em no-repeat',
  },
  '.stet-hit-now': { outline: '2px solid var(--accent)', outlineOffset: '1px', borderRadius: '2px' },
};

const margin = {
  '.cm-gutters': {
    background: 'none',
    border: '0',
    color: 'var(--ink-3)',
    fontFamily: 'var(--font-ui)',
    fontSize: 'var(--text-s)',
    lineHeight: '20px',
    letterSpacing: '-0.006em',
    flex: 'none',
    zIndex: '1',
  },
  '.stet-margin': { width: 'calc(var(--stet-margin) + var(--stet-spine))', overflow: 'visible' },
  '.cm-gutterElement': { position: 'relative' },
  '.stet-cell': { position: 'absolute', inset: '0' },
  '.stet-tc': {
    position: 'absolute',
    right: 'calc(var(--stet-spine) + 1px)',
    top: '7px',
    height: '20px',
    padding: '0 5px',
    borderRadius: 'var(--r-1)',
    fontSize: 'var(--text-xs)',
    lineHeight: '20px',
    whiteSpace: 'nowrap',
    color: 'var(--ink-3)',
    cursor: 'pointer',
  },
  '.stet-tc:disabled': { cursor: 'default' },
  '.stet-about': { textDecoration: 'underline dashed 1px var(--ink-3)', textUnderlineOffset: '3px' },
  '.stet-run .stet-tc, .stet-run .stet-untimed': { top: '11px' },
  '.stet-tc:enabled:hover': { background: 'var(--hover)', color: 'var(--ink)' },
  '.stet-tc b': { fontWeight: '500', color: 'var(--ink-2)' },
  '.stet-now .stet-tc, .stet-now .stet-tc b': { color: 'var(--accent-ink)', fontWeight: '600' },
  '.stet-untimed': {
    position: 'absolute',
    right: 'calc(var(--stet-spine) + 1px)',
    top: '7px',
    height: '20px',
    padding: '0 6px 0 5px',
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    whiteSpace: 'nowrap',
    border: '1px dashed var(--line-strong)',
    borderRadius: 'var(--r-1)',
    color: 'var(--ink-2)',
    fontSize: 'var(--text-2xs)',
    fontWeight: '500',
  },
  '.stet-who': {
    position: 'absolute',
    left: 'calc(var(--stet-margin) + var(--stet-spine) + 6px)',
    top: '11px',
    height: '20px',
    display: 'flex',
    gap: 'var(--s-2)',
    maxWidth: 'var(--stet-measure)',
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    fontWeight: '600',
    color: 'var(--sp)',
    pointerEvents: 'none',
  },
  '.stet-near': { fontWeight: '400', color: 'var(--ink-3)', fontSize: 'var(--text-xs)' },
  '.stet-cell .chip': {
    position: 'absolute',
    left: 'calc(var(--stet-margin) + 17px)',
    top: '8px',
    transform: 'translateX(-50%)',
  },
  '.stet-run > .chip': { top: '11px' },
  '.stet-tick': {
    position: 'absolute',
    left: 'calc(var(--stet-margin) + 20px)',
    top: '15px',
    width: '13px',
    height: '13px',
    padding: '1.5px',
    borderRadius: '50%',
    background: 'var(--page)',
    color: 'var(--ok)',
  },
  '.stet-tick .i': { width: '10px', height: '10px', strokeWidth: '2.6' },
  '.stet-run > .stet-tick': { top: '20px' },
  '.stet-in-sel .stet-tick': { background: 'var(--accent-tint)' },
  '.stet-cell .chip.unknown': { background: 'var(--page)' },
};

const spine = {
  '.stet-spine': {
    position: 'absolute',
    left: 'calc(var(--stet-margin) + 16px)',
    width: '2px',
    top: '0',
    bottom: '0',
    background: 'var(--sp)',
    opacity: '.38',
  },
  '.stet-run > .stet-spine': { top: '21px' },
  '.stet-endrun > .stet-spine': { bottom: '9px' },
  ...patterns,
};

/** The bar of what changed since the last export, the hatch of what has no place in time. */
const marks = {
  '.stet-bar, .stet-hatch': { position: 'absolute', top: '0', bottom: '0', borderRadius: '2px' },
  '.stet-bar': { left: '8px', width: '2px', background: 'var(--accent)' },
  '.stet-hatch': { left: '6px', width: '6px', background: 'var(--hatch)', opacity: '.8' },
  '.stet-opens > .stet-bar': { top: '7px' },
  '.stet-opens > .stet-hatch': { top: '7px' },
  '.stet-run > .stet-bar, .stet-run > .stet-hatch': { top: '13px' },
  '.stet-last > .stet-bar, .stet-last > .stet-hatch': { bottom: '8px' },
  '.stet-bar + .stet-hatch': { left: '12px' },
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
  },
  '.cm-line.stet-sel-first, .cm-line.stet-sel-only': { borderTopRightRadius: '8px' },
  '.cm-line.stet-sel-last, .cm-line.stet-sel-only': { borderBottomRightRadius: '8px' },
  '.cm-gutterElement.stet-sel-first::before, .cm-gutterElement.stet-sel-only::before': { borderTopLeftRadius: '3px' },
  '.cm-gutterElement.stet-sel-last::before, .cm-gutterElement.stet-sel-only::before': { borderBottomLeftRadius: '3px' },
  '.stet-in-sel .stet-tc, .stet-in-sel .stet-tc b': { color: 'var(--accent-ink)' },
  '.stet-in-sel .chip.out, .stet-in-sel .chip.unknown': { background: 'var(--accent-tint)' },
  '.stet-in-sel .stet-bar': { left: '13px' },
};

const narrow = {
  '@media (max-width: 1359px)': {
    '&': { '--stet-margin': '90px', '--stet-spine': '32px' },
    '.stet-bar': { left: '1px' },
    '.stet-hatch': { left: '0' },
    '.stet-spine': { left: 'calc(var(--stet-margin) + 15px)' },
    '.stet-cell .chip': { left: 'calc(var(--stet-margin) + 16px)' },
    '.stet-tick': { left: 'calc(var(--stet-margin) + 19px)' },
    '.stet-chunk:not(.stet-first)::before': { left: '10px' },
    '.cm-scroller': { paddingLeft: 'max(0px, (100% - var(--stet-measure) - 136px) / 2)' },
  },
  '@media (forced-colors: active)': {
    '.stet-bar, .stet-in-sel, .cm-gutterElement.stet-in-sel::before': { forcedColorAdjust: 'none' },
  },
};

export const theme: Extension = EditorView.theme({
  ...sheet,
  ...lines,
  ...margin,
  ...spine,
  ...marks,
  ...chunk,
  ...cutting,
  ...doubts,
  ...selected,
  ...narrow,
});
