/**
 * Every call that the window makes of the program, typed. Go writes an empty list as null, so what comes back is
 * made whole here, and nobody else has to ask. Edits do not go through here directly: see queue.ts.
 */
import { Failure } from '../model/failure';
import type { Op } from '../model/ops';
import type { Called, DiffView, ImportView, IncomingView, JobView, RepairView, TakenTimes } from '../model/fileviews';
import type { StepDiffView, StepsView, Version, VersionView } from '../model/historyviews';
import type { LibraryView, PlaceView } from '../model/libraryviews';
import type { PedalView } from '../model/pedals';
import type { AnchorRequest, ClipView, FitView, PlayerView, RangeView, RateView } from '../model/soundviews';
import type { WordsView } from '../model/speakerviews';
import type { ChunkHead, EditReply, EpisodeView, ID, MenuItem } from '../model/views';
import { callApp, callService } from './window';
import {
  wholeDiff,
  wholeEpisode,
  wholeHead,
  wholeImport,
  wholeIncoming,
  wholeLibrary,
  wholeReply,
  wholeRepairs,
} from './whole';

export interface EditRequest {
  episode: number;
  name: string;
  ops: Op[];
  typing: boolean;
}

export const library = () => callService<LibraryView>('Library').then(wholeLibrary);
export const openEpisode = (id: number) => callService<void>('OpenEpisode', id);

/** Fetches a whole episode. */
export const episode = (id: number) => fetched<EpisodeView>(`/api/episodes/${id}`).then(wholeEpisode);
/** Chunks without their turns, with what is wrong with them as they stand now. */
export const heads = (id: number, chunks: ID[]) =>
  callService<ChunkHead[] | null>('Heads', id, chunks).then((list) => (list ?? []).map(wholeHead));

/** What stands in an episode whatever a dictionary says. */
export const words = (id: number) => fetched<WordsView>(`/api/episodes/${id}/words`);
export const keepWord = (id: number, word: string, series: boolean) => callService<void>('KeepWord', id, word, series);
export const dropWord = (id: number, word: string, series: boolean) => callService<void>('DropWord', id, word, series);

/** Fetches what is large from the asset server, since a bound method's answer is evaluated as a script. */
export async function fetched<T>(address: string, signal?: AbortSignal): Promise<T> {
  return (await (await asked(address, signal)).json()) as T;
}

/** Fetches bytes in the same way. */
export async function fetchedBytes(address: string): Promise<ArrayBuffer> {
  return (await asked(address)).arrayBuffer();
}

async function asked(address: string, signal?: AbortSignal): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(address, { cache: 'no-store', ...(signal ? { signal } : {}) });
  } catch {
    throw new Failure('unreachable', 'Stet’s program does not answer. Close the window and start Stet again.');
  }
  if (!answer.ok) throw await refusal(answer);
  return answer;
}

async function refusal(answer: Response): Promise<Failure> {
  const text = await answer.text();
  try {
    const { code, message } = JSON.parse(text) as { code: Failure['code']; message: string };
    return new Failure(code, message);
  } catch {
    return new Failure(answer.status === 404 ? 'not-found' : 'failed', text || answer.statusText);
  }
}

export const edit = (request: EditRequest) => callService<EditReply>('Edit', request).then(wholeReply);
export const undo = (id: number) => callService<EditReply>('Undo', id).then(wholeReply);
export const redo = (id: number) => callService<EditReply>('Redo', id).then(wholeReply);
/** In flicks of the sound. */
export const setEdge = (id: number, turn: ID, end: boolean, at: number) =>
  callService<EditReply>('SetEdge', id, turn, end, Math.round(at)).then(wholeReply);
export const moveEdge = (id: number, turn: ID, end: boolean, frames: number) =>
  callService<EditReply>('MoveEdge', id, turn, end, frames).then(wholeReply);
export const moveBoundary = (id: number, chunk: ID, turn: ID) =>
  callService<EditReply>('MoveBoundary', id, chunk, turn).then(wholeReply);
/** Each of these leaves the episode with other chunks: the program says so, and it is read again. */
export const splitChunk = (id: number, turn: ID) => callService<EditReply>('SplitChunk', id, turn).then(wholeReply);
export const joinChunk = (id: number, chunk: ID) => callService<EditReply>('JoinChunk', id, chunk).then(wholeReply);
export const moveChunk = (id: number, chunk: ID, by: number) =>
  callService<EditReply>('MoveChunk', id, chunk, by).then(wholeReply);
export const renumberChunks = (id: number, slugs: boolean) =>
  callService<EditReply>('RenumberChunks', id, slugs).then(wholeReply);
export const reslugChunks = (id: number) => callService<EditReply>('ReslugChunks', id).then(wholeReply);
export const goToStep = (id: number, seq: number) => callService<EditReply>('GoToStep', id, seq).then(wholeReply);
/** The latest steps. */
export const steps = (id: number, limit: number) => fetched<StepsView>(`/api/episodes/${id}/steps?limit=${limit}`);
export const stepDiff = (id: number, seq: number) => fetched<StepDiffView>(`/api/episodes/${id}/steps/${seq}`);

/** What the files of an episode have said, and how its chunks differ from that. */
export const versions = (id: number) => callService<VersionView[]>('Versions', id);
export const compareVersion = (id: number, chunk: ID, version: Version) =>
  callService<DiffView>('CompareVersion', id, chunk, version).then(wholeDiff);
/** No chunks means all of them. */
export const getBack = (id: number, chunks: ID[], version: Version) =>
  callService<EditReply>('GetBack', id, chunks, version).then(wholeReply);
export const getTurnBack = (id: number, turn: ID, version: Version) =>
  callService<EditReply>('GetTurnBack', id, turn, version).then(wholeReply);

export const importPaths = (paths: string[], called: Called[]) => callService<number>('Import', paths, called);
/** Has chunks go with files whose old folders cannot be reached. */
export const importMoved = (paths: string[]) => callService<number>('ImportMoved', paths);
export const incoming = (paths: string[]) => callService<IncomingView[] | null>('Incoming', paths).then(wholeIncoming);
/** Gives the words of an episode the times that a recogniser's file has. */
export const takeTimes = (id: number, path: string) =>
  callService<TakenTimes>('TakeTimes', id, path).then((taken) => ({ ...taken, reply: wholeReply(taken.reply) }));
export const cancelJob = (id: number) => callService<void>('CancelJob', id);
export const importResult = (id: number) => callService<ImportView>('ImportResult', id).then(wholeImport);
export const jobs = () => callService<JobView[] | null>('Jobs').then((list) => list ?? []);
export const openSample = () => callService<number>('OpenSample');

export const takeTheirs = (id: number, chunk: ID) => callService<EditReply>('TakeTheirs', id, chunk).then(wholeReply);
export const keepMine = (id: number, chunk: ID) => callService<EditReply>('KeepMine', id, chunk).then(wholeReply);
export const compareFile = (id: number, chunk: ID) => callService<DiffView>('CompareFile', id, chunk).then(wholeDiff);

export const repairs = (id: number, chunk: ID) =>
  callService<RepairView[] | null>('Repairs', id, chunk).then(wholeRepairs);
export const repair = (id: number, chunk: ID, n: number) =>
  callService<EditReply>('Repair', id, chunk, n).then(wholeReply);

/** Reads an episode's sound file again. */
export const reloadSound = (id: number) => callService<void>('ReloadSound', id);

/** The endings of files that may be a sound, with their dots. */
export const soundEndings = () => callService<string[]>('SoundEndings');
export const attachSound = (id: number, path: string) =>
  callService<EditReply>('AttachSound', id, path).then(wholeReply);
export const calibrate = (id: number, a: AnchorRequest, b: AnchorRequest) =>
  callService<FitView[] | null>('Calibrate', id, a, b).then((list) => list ?? []);
export const setClock = (id: number, rate: string, offset: number) =>
  callService<EditReply>('SetClock', id, rate, offset).then(wholeReply);
export const moveEpisode = (id: number, series: string) =>
  callService<EditReply>('MoveEpisode', id, series).then(wholeReply);
export const frameRates = (id: number) => callService<RateView[] | null>('FrameRates', id).then((list) => list ?? []);

export const play = () => callService<void>('Play');
export const pause = () => callService<void>('Pause');
export const seek = (flicks: number) => callService<void>('Seek', Math.round(flicks));
/** Plays a stretch of the sound, and nothing behind it. */
export const playRange = ({ from, to, again }: RangeView) =>
  callService<void>('PlayRange', Math.round(from), Math.round(to), again);
/** Plays a stretch once, and goes back to its beginning. */
export const playFrame = (from: number, to: number) => callService<void>('PlayFrame', Math.round(from), Math.round(to));
/** Lets the sound go on behind the stretch. */
export const release = () => callService<void>('Release');
export const setVolume = (volume: number) => callService<void>('SetVolume', volume);
export const setSpeed = (speed: number) => callService<void>('SetSpeed', speed);
/** Plays silences that are longer as 0.3 s; 0 plays all as they are. */
export const shortenSilences = (milliseconds: number) => callService<void>('ShortenSilences', milliseconds);
/** How many milliseconds later than the system says the sound is heard. */
export const setDelay = (milliseconds: number) => callService<void>('SetDelay', milliseconds);
/** Writes a stretch of the episode's sound as a WAV file, and returns the job. */
export const saveClip = (id: number, from: number, to: number, path: string) =>
  callService<number>('SaveClip', id, Math.round(from), Math.round(to), path);
export const clipResult = (job: number) =>
  callService<ClipView>('ClipResult', job).then((clip) => ({ ...clip, problems: clip.problems ?? [] }));
export const player = () => callService<PlayerView>('PlayerState');

export const remember = (key: string, value: string) => callService<void>('Remember', key, value);
export const recall = (key: string) => callService<string>('Recall', key);

/** Keeps where the editor is, for the next start. */
export const rememberPlace = (place: PlaceView) => callService<void>('RememberPlace', place);

/** The devices that are foot pedals, or could be. */
export const pedals = () => callService<PedalView[] | null>('Pedals').then((list) => list ?? []);
export const choosePedal = (id: string, on: boolean) => callService<void>('ChoosePedal', id, on);

export const chooseFiles = () => callApp<string[] | null>('ChooseFiles').then((list) => list ?? []);
export const chooseFolder = (title: string) => callApp<string>('ChooseFolder', title);
export const chooseSound = () => callApp<string>('ChooseSound');
/** Asks where to write a clip; "" if the person thinks better of it. */
export const chooseClip = (name: string) => callApp<string>('ChooseClip', name);
/** The paths that the program was started with; once. */
export const opened = () => callApp<string[] | null>('Opened').then((list) => list ?? []);

/** Shows commands in the menu bar, where the system has one. */
export const setMenu = (items: MenuItem[]) => callApp<void>('SetMenu', items);

export const stay = () => callApp<void>('Stay');
export const quit = () => callApp<void>('Quit');
