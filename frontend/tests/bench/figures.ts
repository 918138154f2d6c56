/** Figures as `go test -bench` writes them, so that one table reads them all; and what many figures come to. */
import { appendFile } from 'node:fs/promises';

export class Figures {
  private readonly lines: string[] = [];

  /** Notes the figures of one measurement, by their units, with how often it was taken. */
  put(name: string, times: number, units: Record<string, number>): void {
    const known = Object.entries(units).map(([unit, value]) => `${value.toFixed(3)} ${unit}`);
    this.lines.push(`BenchmarkEditor/${name} ${times} ${known.join(' ')}`);
  }

  /** Adds them to those that other files of measurements have noted. */
  write(path: string): Promise<void> {
    return appendFile(path, `${this.lines.join('\n')}\n`);
  }
}

/** The value that such a part of all values does not exceed. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)]!;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);
