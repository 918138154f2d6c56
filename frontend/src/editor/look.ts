/**
 * How a line of the transcript stands on the page: where its turn and its speaker's run begin and end. The words and
 * the margin beside them both ask here, so that they always agree.
 */
import type { Lines } from './lines';
import type { Script, TurnRow } from './script';

export interface Look {
  row: TurnRow;
  /** The first paragraph of its turn. */
  opens: boolean;
  /** The first line of a speaker's run: it bears the name. */
  run: boolean;
  /** The last paragraph of its turn. */
  last: boolean;
  /** The last line of a run: the speaker's line in the margin ends here. */
  endRun: boolean;
}

/** Null for the one line of an episode without turns. */
export function lookOf(script: Script, lines: Lines, n: number): Look | null {
  const row = script.turn(lines.turn(n));
  if (!row) return null;
  const before = n > 1 ? lines.turn(n - 1) : null;
  const after = n < lines.count ? lines.turn(n + 1) : null;
  const opens = before !== row.id;
  const last = after !== row.id;
  return {
    row,
    opens,
    run: opens && !goesOn(before === null ? undefined : script.turn(before), row),
    last,
    endRun: last && !goesOn(row, after === null ? undefined : script.turn(after)),
  };
}

/** Whether b goes on with what a's speaker says, on the same page. */
function goesOn(a: TurnRow | undefined, b: TurnRow | undefined): boolean {
  return a !== undefined && b !== undefined && a.speaker === b.speaker && a.chunk === b.chunk;
}
