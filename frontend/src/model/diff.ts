/** A diff as two columns: what stood beside what stands now. Pure. */
import type { DiffLine, DiffView } from './fileviews';

export type DiffRow =
  | { kind: 'fold'; key: string; text: string }
  | { kind: 'same' | 'changed' | 'added' | 'removed'; key: string; old: DiffLine | null; now: DiffLine | null };

/** Pairs the lines of a diff. A run of lines that went stands beside the run that came, first with first. */
export function sideBySide(diff: DiffView): DiffRow[] {
  const out: DiffRow[] = [];
  const { lines } = diff;
  for (let i = 0; i < lines.length;) {
    const line = lines[i]!;
    if (line.kind === 'fold') {
      out.push({ kind: 'fold', key: `f${line.old}:${line.new}`, text: foldText(line) });
      i++;
    } else if (line.kind === 'same') {
      out.push({ kind: 'same', key: keyOf(line), old: line, now: line });
      i++;
    } else {
      const went: DiffLine[] = [];
      const came: DiffLine[] = [];
      for (; i < lines.length && (lines[i]!.kind === 'del' || lines[i]!.kind === 'add'); i++) {
        (lines[i]!.kind === 'del' ? went : came).push(lines[i]!);
      }
      for (let k = 0; k < Math.max(went.length, came.length); k++) {
        const [old, now] = [went[k] ?? null, came[k] ?? null];
        const kind = old && now ? 'changed' : old ? 'removed' : 'added';
        out.push({ kind, key: `${old ? keyOf(old) : '-'}|${now ? keyOf(now) : '-'}`, old, now });
      }
    }
  }
  return out;
}

/** One line under the other, as a plain diff has them. */
export function inline(diff: DiffView): DiffRow[] {
  return diff.lines.map((line): DiffRow => {
    switch (line.kind) {
      case 'fold':
        return { kind: 'fold', key: `f${line.old}:${line.new}`, text: foldText(line) };
      case 'del':
        return { kind: 'removed', key: keyOf(line), old: line, now: null };
      case 'add':
        return { kind: 'added', key: keyOf(line), old: null, now: line };
      default:
        return { kind: 'same', key: keyOf(line), old: line, now: line };
    }
  });
}

const keyOf = (line: DiffLine): string => `${line.kind}${line.old}:${line.new}`;

function foldText(line: DiffLine): string {
  const count = line.count ?? 0;
  const last = line.new + Math.max(0, count - 1);
  return count > 1 ? `Lines ${line.new} to ${last}, the same` : `Line ${line.new}, the same`;
}

/** How many lines the new version touches, and how many it has. */
export function touched(diff: DiffView): { touched: number; of: number } {
  let came = 0;
  let went = 0;
  let of = 0;
  for (const line of diff.lines) {
    if (line.kind === 'add') came++;
    if (line.kind === 'del') went++;
    if (line.kind === 'fold') of = Math.max(of, line.new + (line.count ?? 1) - 1);
    else of = Math.max(of, line.new, line.old);
  }
  return { touched: Math.max(came, went), of };
}
