/**
 * Reads text from outside that is a piece of a chunk file: a time, a speaker, words, turn after turn. It is strict about
 * the times, since a sentence may speak of one; and it knows no clock, so a time is kept as it is written.
 */
import type { TurnValue } from '../model/ops';
import { fitting } from './keep';

type Turn = Omit<TurnValue, 'id'>;

const code = String.raw`\d{1,3}(?::\d\d:\d\d(?:[:;]\d{2,3}|[.,]\d{3})?|;\d\d;\d\d(?:;\d{2,3})?)`;
const times = new RegExp(String.raw`^(${code})\s*(?:--?>?|[–—‒―−‐‑→])\s*(${code})$`);

/** A line that may be somebody's name: short, and no sentence. */
const mayName = (line: string): boolean => line.length <= 60 && !/[.?!…,:;]$/.test(line);

/** The turns of a text; null where it has none. What stands before the first time goes on with what `speaker` says. */
export function turnsOf(text: string, speaker: string | null): Turn[] | null {
  const lines = withoutMatter(fittingLines(text));
  if (!lines.some((line) => times.test(line))) return null;
  const turns: Turn[] = [];
  let said: string[] = [];
  const end = (head: Omit<Turn, 'paragraphs'>) => {
    if (head.span || said.some((line) => line !== '')) turns.push({ ...head, paragraphs: paragraphsOf(said) });
    said = [];
  };
  let head: Omit<Turn, 'paragraphs'> = { speaker };
  for (const line of lines) {
    const found = times.exec(line);
    if (!found) {
      said.push(line);
      continue;
    }
    end(named(head, said));
    head = { span: { Start: found[1]!, End: found[2]! } };
  }
  end(named(head, said));
  return turns;
}

/** A turn's speaker stands alone on the first line after its time; that line is taken out. */
function named(head: Omit<Turn, 'paragraphs'>, said: string[]): Omit<Turn, 'paragraphs'> {
  if (!head.span) return head;
  const at = said.findIndex((line) => line !== '');
  const name = said[at];
  const more = said.slice(at + 1).some((line) => line !== '');
  if (name === undefined || !more || !mayName(name)) return { ...head, speaker: null };
  said.splice(0, at + 1);
  return { ...head, speaker: name };
}

/** Lines of one paragraph are wrapped; an empty one stands between two. */
function paragraphsOf(lines: readonly string[]): string[] {
  const found = lines.join('\n').split(/\n{2,}/);
  const said = found.map((p) => p.replaceAll('\n', ' ').trim()).filter((p) => p !== '');
  return said.length > 0 ? said : [''];
}

const fittingLines = (text: string): string[] =>
  text.split(/\r\n|[\r\n\u2028\u2029]/).map((line) => fitting(line).trim());

/** A whole file begins with its front matter. */
function withoutMatter(lines: string[]): string[] {
  const first = lines.findIndex((line) => line !== '');
  const last = lines.indexOf('---', first + 1);
  return lines[first] === '---' && last > 0 ? lines.slice(last + 1) : lines;
}
