/** Chunk files on the disk, compared byte by byte and line by line. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Files = Map<string, Buffer>;

/** Every chunk file of a folder. */
export async function readChunks(folder: string): Promise<Files> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)));
}

export interface LineChange {
  file: string;
  line: number;
  was: string;
  is: string;
}

/**
 * The lines that differ, of files that have the same lines otherwise. Latin-1 keeps each byte a character, so that
 * nothing that differs in bytes looks the same.
 */
export function changedLines(before: Files, after: Files): LineChange[] {
  const changes: LineChange[] = [];
  if ([...before.keys()].join() !== [...after.keys()].join()) throw new Error('files came or went');
  for (const [file, bytes] of before) {
    const was = bytes.toString('latin1').split('\n');
    const is = after.get(file)!.toString('latin1').split('\n');
    if (was.length !== is.length) throw new Error(`${file} has ${is.length} lines, and had ${was.length}`);
    was.forEach((line, i) => {
      if (line !== is[i]) changes.push({ file, line: i + 1, was: line, is: is[i]! });
    });
  }
  return changes;
}
