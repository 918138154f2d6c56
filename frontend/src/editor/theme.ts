/**
 * How the transcript looks. Every colour, face and size is a variable of the design's tokens, so both themes and the
 * text size come from outside and nothing here has to change with them.
 */
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** One pattern a speaker, so that a run can be followed without colour. */
const patterns = {
  '.stet-cell.sp-2': {
    '--strong': '60%',
    '--pattern': 'repeating-linear-gradient(var(--spine) 0 6px, transparent 6px 10px)',
  },
  '.stet-cell.sp-3': {
    '--strong': '75%',
    '--pattern': 'repeating-linear-gradient(var(--spine) 0 2px, transparent 2px 5px)',
  },
  '.stet-cell.sp-4': {
    '--strong': '60%',
    '--wide': '4px',
    '--aside': '-1px',
    '--pattern': 'linear-gradient(90deg, var(--spine) 0 1px, transparent 1px 3px, var(--spine) 3px 4px)',
  },
  '.stet-cell.sp-5': {
    '--strong': '60%',
    '--pattern':
      'repeating-linear-gradient(var(--spine) 0 8px, transparent 8px 11px, var(--spine) 11px 13px, transparent 13px 16px)',
  },
  '.stet-cell.sp-6': {
    '--strong': '55%',
    '--pattern': 'repeating-linear-gradient(var(--spine) 0 14px, transparent 14px 17px)',
  },
  '.stet-cell.sp-7': { '--strong': '80%', '--wide': '1px' },
  '.stet-cell.sp-8': {
    '--strong': '60%',
    '--wide': '4px',
    '--aside': '-1px',
    '--pattern': 'repeating-linear-gradient(var(--spine) 0 2px, transparent 2px 6px)',
  },
  '.stet-cell.sp-9': { '--strong': '22%', '--wide': '5px', '--aside': '-1.5px' },
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
  '.stet-tc': {
    display: 'block',
    margin: '-18px calc(var(--stet-spine) + 1px) 0 auto',
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
  '.stet-run .stet-tc, .stet-run .stet-untimed': { marginTop: '-20px' },
  '.stet-tc:enabled:hover': { background: 'var(--hover)', color: 'var(--ink)' },
  '.stet-tc b': { fontWeight: '500', color: 'var(--ink-2)' },
  '.stet-now .stet-tc, .stet-now .stet-tc b': { color: 'var(--accent-ink)', fontWeight: '600' },
  '.stet-untimed': {
    margin: '-18px calc(var(--stet-spine) + 1px) 0 auto',
    width: 'fit-content',
    height: '20px',
    padding: '0 6px 0 5px',
    display: 'flex',
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
    margin: '-20px 0 0 calc(var(--stet-margin) + var(--stet-spine) + 6px)',
    width: 'max-content',
    height: '20px',
    display: 'flex',
    gap: 'var(--s-2)',
    whiteSpace: 'nowrap',
    fontWeight: '600',
    color: 'var(--sp)',
    pointerEvents: 'none',
  },
  '.stet-who.stet-long': { maxWidth: 'var(--stet-measure)', overflow: 'hidden' },
  '.stet-near': { fontWeight: '400', color: 'var(--ink-3)', fontSize: 'var(--text-xs)' },
  '.stet-cell .chip': {
    display: 'grid',
    '--middle': 'calc(var(--stet-margin) + 17px)',
    margin: '8px 0 0 calc(var(--middle) - 10px)',
  },
  '.stet-cell .chip.s16': { marginLeft: 'calc(var(--middle) - 8.5px)' },
  '.stet-run > .chip': { marginTop: '11px' },
  '.stet-tick': {
    display: 'block',
    // Over the letters of the chip.
    position: 'relative',
    margin: '-12px 0 0 calc(var(--stet-margin) + 20px)',
    width: '13px',
    height: '13px',
    padding: '1.5px',
    borderRadius: '50%',
    background: 'var(--page)',
    color: 'var(--ok)',
  },
  '.stet-tick .i': { width: '10px', height: '10px', strokeWidth: '2.6' },
  '.stet-run > .stet-tick': { marginTop: '-11px' },
  '.stet-in-sel .stet-tick': { background: 'var(--accent-tint)' },
  '.stet-cell .chip.unknown': { background: 'var(--page)' },
};

/** The line of a speaker, the bar of what changed since the last export, the hatch of what has no place in time. */
const marks = {
  /*
   * Blocks below one another, moved up beside one another by their margins; lines and bars are backgrounds. What is
   * positioned, transparent or cut off would be drawn apart, which costs time at each key; and what is an element is
   * laid out whenever the page scrolls.
   */
  '.stet-cell': {
    height: '100%',
    display: 'flow-root',
    '--strong': '38%',
    '--spine': 'color-mix(in srgb, var(--sp) var(--strong), transparent)',
    '--pattern': 'linear-gradient(var(--spine), var(--spine))',
    background: [
      'var(--bar) var(--bar-at) var(--above) / 2px calc(100% - var(--above) - var(--below)) no-repeat',
      'var(--hatched) var(--hatch-at) var(--above) / 6px calc(100% - var(--above) - var(--below)) no-repeat',
      'var(--pattern) calc(var(--stet-margin) + var(--spine-at) + var(--aside)) var(--spine-above) / ' +
        'var(--wide) calc(100% - var(--spine-above) - var(--spine-below)) no-repeat',
    ].join(', '),
  },
  '.stet-cell.stet-opens': { '--above': '7px' },
  '.stet-cell.stet-run': { '--above': '13px', '--spine-above': '21px' },
  '.stet-cell.stet-last': { '--below': '8px' },
  '.stet-cell.stet-endrun': { '--spine-below': '9px' },
  '.stet-cell.stet-bar': { '--bar': 'linear-gradient(var(--accent), var(--accent))', '--hatch-at': '12px' },
  '.stet-cell.stet-hatch': { '--hatched': 'var(--hatch)' },
  ...patterns,
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
    '.stet-in-sel, .cm-gutterElement.stet-in-sel::before': { forcedColorAdjust: 'none' },
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
