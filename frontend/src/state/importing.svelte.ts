/**
 * Files coming in: chosen, dropped, or the sample. Text goes to the library, sound to the episode. What was refused
 * is named with its place; that does not hold up the rest.
 */
import * as backend from '../bridge/backend';
import { sentence } from '../model/failure';
import type { Called, DiffView, ImportView, IncomingView } from '../model/fileviews';
import type { ID, ProblemView } from '../model/views';
import { baseName, count, hasEnding } from '../model/words';
import { Becoming } from './becoming.svelte';
import type { Dialogs } from './dialogs.svelte';
import type { Episode } from './episode.svelte';
import type { Jobs } from './jobs.svelte';
import type { Library } from './library.svelte';
import type { Note, Notices } from './notices.svelte';
import { Recutting } from './recutting.svelte';

const notIn = 'The files could not be taken in';
const linesShown = 12;
/** After how many milliseconds it is said that something is being read. */
const soon = 300;
/** From how many milliseconds on words lie elsewhere than their turns say. */
const shiftTold = 1000;

export class Importing {
  /** Between asking for an import and the first word of it. */
  starting = $state(false);
  /** Transcripts of other programs that wait for a yes, and what else comes with them. */
  waiting = $state.raw<{ files: IncomingView[]; paths: string[]; sound: string | undefined } | null>(null);

  /** Which series and episode they become. */
  readonly becoming = new Becoming();

  /** The transcript of an episode that is cut already, where that is what waits. */
  readonly recutting: Recutting;

  constructor(
    private readonly library: Library,
    private readonly episode: Episode,
    private readonly jobs: Jobs,
    private readonly notices: Notices,
    private readonly dialogs: Dialogs,
  ) {
    this.recutting = new Recutting(episode, notices);
  }

  async chooseFiles(): Promise<void> {
    await this.guard(notIn, async () => this.bring(await backend.chooseFiles()));
  }

  async chooseFolder(): Promise<void> {
    await this.guard(notIn, async () => {
      const folder = await backend.chooseFolder('Open a folder of chunk files');
      if (folder !== '') await this.bring([folder]);
    });
  }

  async chooseSound(): Promise<void> {
    await this.guard('The sound could not be attached', async () => {
      const path = await backend.chooseSound();
      if (path !== '') await this.attach(path);
    });
  }

  async openSample(): Promise<void> {
    this.starting = true;
    await this.guard('The sample could not be opened', async () => {
      const id = await backend.openSample();
      await this.library.load();
      await this.episode.open(id);
    });
    this.starting = false;
  }

  /** Takes in whatever was chosen or dropped. */
  async bring(paths: string[]): Promise<void> {
    const endings = await backend.soundEndings();
    const sounds = paths.filter((path) => hasEnding(path, endings));
    const texts = paths.filter((path) => !sounds.includes(path));
    this.notices.dropAll('import:');
    if (texts.length > 0) await this.lookAt(texts, sounds[0]);
    else if (sounds[0] !== undefined) await this.attach(sounds[0]);
    if (sounds.length > 1) {
      this.tellLeft(sounds.slice(1), 'An episode has one sound. Drop each when its own episode is open.');
    }
  }

  /** Shows what other programs wrote before it comes; what is Stet's own comes at once. */
  private async lookAt(paths: string[], sound: string | undefined): Promise<void> {
    const { files, again } = await this.reading(paths, async () => {
      const files = await backend.incoming(paths);
      this.waiting = { files, paths, sound };
      this.becoming.begin(files);
      // Words and their times in two files are no transcript in two parts.
      const timed = files.length === 1 && files[0]!.timed > 0;
      return { files, again: this.timed === null && (await this.recutting.offer(paths, timed)) };
    });
    if (!again && !files.some((file) => file.format !== '')) {
      this.waiting = null;
      await this.takeIn(paths, { sound });
      return;
    }
    this.dialogs.incoming();
  }

  /** Says what is being read where that takes its time: a drop that nothing follows looks as if it had missed. */
  private async reading<T>(paths: string[], read: () => Promise<T>): Promise<T> {
    const key = 'import:reading';
    const what = paths.length === 1 ? baseName(paths[0]!) : count(paths.length, 'file');
    const waits = setTimeout(
      () => this.notices.put({ key, tone: 'info', title: `Reading ${what}…`, actions: [] }),
      soon,
    );
    try {
      return await read();
    } finally {
      clearTimeout(waits);
      this.notices.drop(key);
    }
  }

  /** Of two files, the one whose words have times, where those of the other have none: both may be of one recording. */
  get timed(): IncomingView | null {
    const files = this.waiting?.files ?? [];
    const timed = files.filter((file) => file.timed > 0);
    return files.length === 2 && timed.length === 1 && files.every((file) => file.problem === null) ? timed[0]! : null;
  }

  /** The one file there is, if the words of the episode that it is of, or of the open one, could have its times. */
  get timesAlone(): IncomingView | null {
    const files = this.waiting?.files ?? [];
    return files.length === 1 && files[0]!.timed > 0 && this.timesFor !== undefined ? files[0]! : null;
  }

  /** The episode whose words would have them. */
  private get timesFor(): number | undefined {
    return this.recutting.of?.episode ?? this.episode.view?.id;
  }

  /** Takes in what was looked at but for what is left out; of `times` only the times of words, for the transcript with it. */
  async agree(times: IncomingView | null = null, left: readonly string[] = []): Promise<void> {
    const waiting = this.waiting;
    const again = this.recutting.chosen ? this.recutting.request() : null;
    this.leave();
    if (!waiting) return;
    if (again) {
      await this.guard('The transcript was not taken again', async () => {
        await this.recutting.take(again);
        if (waiting.sound !== undefined) await this.attach(waiting.sound, again.episode);
      });
      return;
    }
    await this.guard(notIn, async () => {
      const result = await this.takeIn(
        waiting.paths.filter((path) => path !== times?.file && !left.includes(path)),
        { sound: waiting.sound, called: this.becoming.called },
      );
      const episode = result?.episodes[0];
      if (times && episode !== undefined) await this.takeTimes(episode, times.file);
    });
  }

  /** Takes nothing of a file but the times of its words, for the episode that it is of, which is shown then. */
  async agreeToTimes(): Promise<void> {
    const file = this.timesAlone?.file;
    const episode = this.timesFor;
    const sound = this.waiting?.sound;
    this.leave();
    if (file === undefined || episode === undefined) return;
    if (this.episode.view?.id !== episode) await this.guard(notIn, () => this.episode.open(episode));
    await this.takeTimes(episode, file);
    if (sound !== undefined) await this.guard('The sound was not attached', () => this.attach(sound, episode));
  }

  private async takeTimes(episode: number, path: string): Promise<void> {
    await this.guard('The times of words were not taken', async () => {
      let told = { words: 0, told: 0, shift: 0 };
      const { change } = await this.episode.perform(episode, async () => {
        const taken = await backend.takeTimes(episode, path);
        told = taken;
        return taken.reply;
      });
      const { words, told: timed, shift } = told;
      this.episode.undoable(`${timed} of ${count(words, 'word')} have their times from ${baseName(path)}`, {
        change,
        episode,
      });
      if (Math.abs(shift) >= shiftTold) this.tellShift(shift);
    });
  }

  /** Nobody is to hear other words than those that are read. */
  private tellShift(shift: number): void {
    const seconds = (Math.abs(shift) / 1000).toFixed(1);
    this.notices.put({
      key: 'import:shift',
      tone: 'warn',
      title: `The words are heard ${seconds} s ${shift > 0 ? 'later' : 'earlier'} than their turns say`,
      text: 'Set where in the sound the timecodes begin, so that turns and words agree.',
      actions: [{ label: 'Set the clock…', run: () => (this.dialogs.timecode = true) }],
      closable: true,
    });
  }

  /** Leaves out what was looked at. */
  leave(): void {
    this.waiting = null;
    this.recutting.leave();
    this.dialogs.close();
  }

  /** Nobody is to wonder where a sound went that is nobody's now. */
  private tellLeft(sounds: string[], text: string): void {
    this.notices.put({
      key: 'import:sounds',
      tone: 'warn',
      title: sounds.length === 1 ? '1 sound was not taken' : `${count(sounds.length, 'sound')} were not taken`,
      text,
      lines: sounds.slice(0, linesShown).map((path) => ({ where: baseName(path), what: '' })),
      actions: [],
      closable: true,
    });
  }

  private async takeIn(
    paths: string[],
    { sound, called = [], moved = false }: { sound?: string | undefined; called?: Called[]; moved?: boolean },
  ): Promise<ImportView | null> {
    this.starting = true;
    const asked = moved ? backend.importMoved(paths) : backend.importPaths(paths, called);
    const id = await asked.finally(() => (this.starting = false));
    const job = await this.jobs.ended(id);
    if (job.state === 'failed') {
      this.notices.put({
        key: 'import:failed',
        tone: 'bad',
        title: 'Nothing was taken in',
        text: job.problem,
        actions: [{ label: 'Try again', run: () => void this.guard(notIn, () => this.bring(paths)) }],
        closable: true,
      });
      return null;
    }
    if (job.state === 'cancelled') {
      this.notices.show('Stopped. The library is as it was.');
      return null;
    }
    const result = await backend.importResult(id);
    await this.tell(result, sound);
    this.tellAway(result.away, paths);
    return result;
  }

  private async tell(result: ImportView, sound: string | undefined): Promise<void> {
    await this.library.load();
    this.tellRefused(result);
    this.tellPassed(result.passed);
    this.tellTwice(result.twice);
    this.tellLost(result.lost);
    this.notices.show(summary(result));
    const first = result.episodes[0];
    const open = this.episode.view?.id;
    if (first !== undefined && (open === undefined || !result.episodes.includes(open))) await this.episode.open(first);
    else if (open !== undefined && result.episodes.includes(open)) await this.episode.reload();
    if (sound === undefined) return;
    if (result.episodes.length < 2) await this.attach(sound, first);
    else this.tellLeft([sound], 'The files are of several episodes. Drop the sound when its own is open.');
  }

  private tellRefused({ refused, added, updated, merged, same, conflicts }: ImportView): void {
    if (refused.length === 0) return;
    const others = added + updated + merged + same + conflicts.length;
    this.notices.put({
      key: 'import:refused',
      tone: 'warn',
      title: `${count(refused.length, 'file')} could not be taken in`,
      text: others === 0 ? '' : others === 1 ? 'The other one was.' : 'The others were.',
      lines: listed(refused),
      actions: [],
      closable: true,
    });
  }

  /** Whether it is a copy, or was moved, only somebody can tell. */
  private tellAway(away: ProblemView[], paths: string[]): void {
    if (away.length === 0) return this.notices.drop('import:away');
    this.notices.put({
      key: 'import:away',
      tone: 'warn',
      title: `${count(away.length, 'file')} may be ${away.length === 1 ? 'a copy' : 'copies'}`,
      lines: listed(away),
      actions: [
        {
          label: away.length === 1 ? 'It was moved here' : 'They were moved here',
          run: () => void this.guard(notIn, () => this.takeIn(paths, { moved: true })),
        },
      ],
      closable: true,
    });
  }

  /** Nobody is to look in vain for a text that lay among the others. */
  private tellPassed(passed: ProblemView[]): void {
    if (passed.length === 0) return;
    this.notices.put({
      key: 'import:passed',
      tone: 'info',
      title: passed.length === 1 ? '1 text was passed over' : `${count(passed.length, 'text')} were passed over`,
      lines: listed(passed),
      actions: [],
      closable: true,
    });
  }

  /** What went with a file is to be seen before it is missed. */
  private tellLost(lost: ProblemView[]): void {
    if (lost.length === 0) return;
    this.notices.put({
      key: 'import:lost',
      tone: 'warn',
      title: `Turns are gone from ${count(lost.length, 'file')}`,
      lines: listed(lost),
      actions: [],
      closable: true,
    });
  }

  /** Words that stand twice go out twice. */
  private tellTwice(twice: ProblemView[]): void {
    if (twice.length === 0) return;
    this.notices.put({
      key: 'import:twice',
      tone: 'warn',
      title:
        twice.length === 1
          ? '1 transcript is of a recording that was there already'
          : `${count(twice.length, 'transcript')} are of recordings that were there already`,
      lines: listed(twice),
      actions: [],
      closable: true,
    });
  }

  async takeTheirs(episode: number, chunk: ID): Promise<void> {
    const { change } = await this.episode.perform(episode, () => backend.takeTheirs(episode, chunk));
    if (this.episode.view?.id === episode) {
      this.episode.revealChunk(chunk);
      this.episode.undoable('Took the version on disk', { change });
    }
  }

  /** Mine against what is on the disk. */
  compare(episode: number, chunk: ID): Promise<DiffView> {
    return backend.compareFile(episode, chunk);
  }

  async keepMine(episode: number, chunk: ID): Promise<void> {
    await this.episode.perform(episode, () => backend.keepMine(episode, chunk));
  }

  /** Gives an episode its sound, the open one if none is named. */
  private async attach(path: string, id = this.episode.view?.id): Promise<void> {
    if (id === undefined) {
      this.notices.show('Open an episode first; then its sound can be dropped on it.');
      return;
    }
    let told = '';
    const { change } = await this.episode.perform(id, async () => {
      const reply = await backend.attachSound(id, path);
      told = reply.told;
      return reply;
    });
    if (this.episode.view?.id === id) await backend.openEpisode(id);
    const done = `The sound is ${baseName(path)}`;
    this.episode.undoable(told ? `${done}. ${told}` : done, { change, episode: id });
  }

  /** Says what went wrong, where nobody else would. */
  private async guard(title: string, run: () => Promise<unknown>): Promise<void> {
    try {
      await run();
    } catch (e) {
      this.notices.fail(title, sentence(e));
    }
  }
}

/** What is wrong with a file as a whole, whatever line is told with it: nobody is to look for it there. */
const ofWhole = /^(file|text)\.|^enc\.utf16$/;

/** A line for each file, up to what can be read at a glance. */
function listed(problems: ProblemView[]): Note['lines'] {
  const more = problems.length - linesShown;
  return [
    ...problems.slice(0, linesShown).map((problem) => ({
      where: ofWhole.test(problem.code) ? baseName(problem.file) : `${baseName(problem.file)}, line ${problem.line}`,
      what: problem.what,
    })),
    ...(more > 0 ? [{ where: '', what: `and ${count(more, 'more file', 'more files')}` }] : []),
  ];
}

/** "Added 4 chunks, 12 unchanged". */
function summary(result: ImportView): string {
  const renamed = result.renamed.filter((file) => !file.changed).length;
  const parts = [
    result.added > 0 ? `Added ${count(result.added, 'chunk')}` : '',
    result.updated > 0 ? `updated ${result.updated}` : '',
    result.merged > 0 ? `merged ${result.merged}` : '',
    renamed > 0 ? `followed ${count(renamed, 'renamed file')}` : '',
    result.same > 0 ? `${result.same} unchanged` : '',
    result.conflicts.length > 0 ? `merged ${result.conflicts.length} with places to settle` : '',
  ].filter((part) => part !== '');
  if (parts.length === 0)
    return result.refused.length + result.away.length > 0 ? 'Nothing was taken in' : 'No transcripts there';
  if (parts.length === 1 && result.same > 0) return `Nothing new: ${count(result.same, 'chunk')} unchanged`;
  const text = parts.join(', ');
  return text[0]!.toUpperCase() + text.slice(1);
}
