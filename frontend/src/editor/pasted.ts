/**
 * Reads text from outside that is a piece of a chunk file: a time, a speaker, words, turn after turn. It is strict about
 * the times, since a sentence may speak of one; and it knows no clock, so a time is kept as it is written.
 */
import type { TurnValue } from '../model/ops';
import { fitting } from './keep';

type Turn = Omit<TurnValue, 'id'>;

const code = String.raw`\d{1,3}(?::\d\d:\d\d(?:[:;]\d{2,3}|[.,]\d{3})?|;\d\d;\d\d(?:;\d{2,3})?)`;
const times = new RegExp(String.raw`^(${code})\s*(?:--?>?|[–—‒―−‐‑→])\s*(${code})$`);

/** The times of a subtitle's cue: hours may lack, and where it stands on the picture may follow. */
const cue = /^((?:\d{1,3}:)?\d\d:\d\d[.,]\d{3})\s*-->\s*((?:\d{1,3}:)?\d\d:\d\d[.,]\d{3})(?:\s+[a-z]+:\S+)*$/;
/** Who says a cue of WebVTT. */
const voice = /^<v(?:\.\S+)?\s+([^>]+)>(.*?)(?:<\/v>)?$/;
/** "Ada: The bell rings." */
const label = /^([^:]{1,60}):\s+(\S.*)$/;

/** A line that may be somebody's name: short, and no sentence. */
const mayName = (line: string): boolean => line.length <= 60 && !/[.?!…,:;]$/.test(line);

/** What begins a turn: a time, and whether that is a subtitle's. */
interface Head {
  speaker: string | null;
  span?: { Start: string; End: string };
  cue?: boolean;
}

/**
 * The turns of a text; null where it has none. What stands before the first time goes on with what `speaker` says.
 *
 * @param knows whether somebody in the episode is called so: names without times are believed only of them
 */
export function turnsOf(text: string, speaker: string | null, knows: (name: string) => boolean): Turn[] | null {
  const all = fittingLines(text);
  const lines = withoutBlocks(withoutMatter(all));
  const heads = lines.map(headOf);
  const timed = heads.some((head) => head !== null);
  const names = timed ? [] : lines.map((line) => named(line, knows));
  if (!timed && names.filter((name) => name !== null).length < 2) return null;
  const turns: Turn[] = [];
  let said: string[] = [];
  let head: Head = { speaker };
  const end = () => {
    const { speaker: who, span } = spoken(head, said, knows);
    if (span || said.some((line) => line !== ''))
      turns.push({ speaker: who, ...(span ? { span } : {}), paragraphs: paragraphsOf(said) });
    said = [];
  };
  for (const [n, line] of lines.entries()) {
    const next = heads[n] ?? null;
    const who = names[n] ?? null;
    if (next === null && who === null) {
      said.push(line);
      continue;
    }
    if (next?.cue && isIdentifier(lines, n - 1, isWebVTT(all))) said.pop();
    end();
    head = next ?? { speaker: who!.name };
    if (who) said.push(who.words);
  }
  end();
  return turns;
}

function headOf(line: string): Head | null {
  const found = times.exec(line) ?? cue.exec(line);
  if (!found) return null;
  const whole = (code: string) => (/^\d\d:\d\d[.,]/.test(code) ? `00:${code}` : code);
  return {
    speaker: null,
    span: { Start: whole(found[1]!), End: whole(found[2]!) },
    cue: line.includes('-->') && /[.,]\d{3}/.test(line),
  };
}

function named(line: string, knows: (name: string) => boolean): { name: string; words: string } | null {
  const found = label.exec(line);
  return found && knows(found[1]!) ? { name: found[1]!, words: found[2]! } : null;
}

/**
 * Whether a line is what a cue is called: it stands alone above its time. In a piece of a file it is believed only to be a
 * number, or to have one in it and no space.
 */
function isIdentifier(lines: readonly string[], n: number, whole: boolean): boolean {
  const line = lines[n] ?? '';
  return line !== '' && (lines[n - 1] ?? '') === '' && (whole || /^(?=.*\d)\S+$/.test(line));
}

const isWebVTT = (lines: readonly string[]): boolean => /^WEBVTT(?:\s|$)/.test(lines.find((line) => line !== '') ?? '');

/** What stands between the cues of subtitles and is none: remarks, and how they are to look. */
function withoutBlocks(lines: readonly string[]): string[] {
  if (!lines.some((line) => cue.test(line))) return [...lines];
  const out: string[] = [];
  let inside = false;
  for (const [n, line] of lines.entries()) {
    const begins = (lines[n - 1] ?? '') === '' && /^(?:NOTE(?:\s.*)?|STYLE|REGION)$/.test(line);
    inside = line !== '' && !cue.test(line) && (inside || begins);
    if (!inside) out.push(line);
  }
  return out;
}

/**
 * A turn's speaker stands alone on the first line after its time; that line is taken out. A subtitle says who speaks as
 * its voice, or before a colon; its first line is a name only where somebody is called so.
 */
function spoken(head: Head, said: string[], knows: (name: string) => boolean): Head {
  if (!head.span) return head;
  const at = said.findIndex((line) => line !== '');
  const first = said[at];
  if (first === undefined) return head;
  const found = head.cue ? voice.exec(first) : null;
  const who = found ? { name: found[1]!.trim(), words: found[2]! } : head.cue ? named(first, knows) : null;
  if (who) {
    said.splice(0, at + 1, who.words);
    if (found) said.splice(0, said.length, ...said.map((line) => line.replace(/<\/v>$/, '')));
    return { ...head, speaker: who.name };
  }
  const more = said.slice(at + 1).some((line) => line !== '');
  if (!more || !(head.cue ? knows(first) : mayName(first))) return head;
  said.splice(0, at + 1);
  return { ...head, speaker: first };
}

/** Lines of one paragraph are wrapped; an empty one stands between two. */
function paragraphsOf(lines: readonly string[]): string[] {
  const found = lines.join('\n').split(/\n{2,}/);
  const said = found.map((p) => p.replaceAll('\n', ' ').trim()).filter((p) => p !== '');
  return said.length > 0 ? said : [''];
}

const fittingLines = (text: string): string[] =>
  text.split(/\r\n|[\r\n\v\f\u0085\u2028\u2029]/).map((line) => fitting(line).trim());

/** A whole file begins with its front matter, or with a subtitle file's own line and what stands below it. */
function withoutMatter(lines: string[]): string[] {
  const first = lines.findIndex((line) => line !== '');
  if (isWebVTT(lines)) {
    const blank = lines.indexOf('', first);
    return blank < 0 ? [] : lines.slice(blank);
  }
  const last = lines.indexOf('---', first + 1);
  return lines[first] === '---' && last > 0 ? lines.slice(last + 1) : lines;
}

/** A clipboard's text: that of its page where it has no other, whose blocks are lines. */
export function textOf(data: DataTransfer | null): string {
  const plain = data?.getData('text/plain') ?? '';
  const html = plain === '' ? (data?.getData('text/html') ?? '') : '';
  if (html === '') return plain;
  // Nothing of such a document is fetched or run.
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const gone of page.querySelectorAll('script, style, head')) gone.remove();
  for (const text of page.querySelectorAll(':not(pre)')) {
    for (const node of text.childNodes)
      if (node.nodeType === Node.TEXT_NODE) node.nodeValue = node.nodeValue!.replace(/\s+/g, ' ');
  }
  for (const block of page.querySelectorAll('br, p, div, li, tr, h1, h2, h3, h4, h5, h6, blockquote'))
    block.append('\n');
  for (const br of page.querySelectorAll('br')) br.replaceWith('\n');
  return page.body.textContent.trim();
}
