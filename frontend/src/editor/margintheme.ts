/** How the margin beside the words looks: timecodes, names and chips, and the lines of the speakers. */

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

export const margin = {
  '.cm-gutters': {
    background: 'none',
    border: '0',
    color: 'var(--ink-3)',
    fontFamily: 'var(--font-ui)',
    fontSize: 'var(--text-s)',
    lineHeight: '20px',
    letterSpacing: '-0.006em',
    // Beside the words, but no part of their row: WebKit would lay it out anew with them at each key.
    position: 'absolute',
    insetInlineStart: 'auto',
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
    borderRadius: '50%',
    background: 'var(--sign-checked) center / 10px no-repeat var(--page)',
  },
  '.stet-run > .stet-tick': { marginTop: '-11px' },
  '.stet-in-sel .stet-tick': { backgroundColor: 'var(--accent-tint)' },
  '.stet-cell .chip.unknown': { background: 'var(--page)' },
};

/** The line of a speaker, the bar of what changed since the last export, the hatch of what has no place in time. */
export const marks = {
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
