/** What the window asks and tells about names. */
import type {
  ChunkNames,
  Gathered,
  MarkRequest,
  RegistryBuild,
  RegistryEdit,
  SameNames,
  SeriesNames,
} from '../model/names';
import type { EditReply, ID } from '../model/views';
import type { TagsBeside, Vocabulary } from '../model/vocabulary';
import { fetched } from './backend';
import { wholeReply } from './whole';
import { callApp, callService } from './window';

export const chunkNames = (episode: number, chunk: ID) =>
  fetched<ChunkNames>(`/api/episodes/${episode}/names?chunk=${chunk}`);
/** Where words are said in an episode. */
export const sameNames = (episode: number, chunk: ID, text: string) =>
  fetched<SameNames>(`/api/episodes/${episode}/names/same?chunk=${chunk}&text=${encodeURIComponent(text)}`);
export const seriesNames = (series: string) =>
  fetched<SeriesNames>(`/api/entities?series=${encodeURIComponent(series)}`);

/** The tags and topics of a series, with how often its chunks list them. */
export const vocabulary = (series: string) =>
  fetched<Vocabulary>(`/api/vocabulary?series=${encodeURIComponent(series)}`);
/** The list of tags that lies beside a series' files. */
export const tagsBeside = (series: string) =>
  fetched<TagsBeside | null>(`/api/vocabulary/beside?series=${encodeURIComponent(series)}`);

export const mark = (request: MarkRequest) => callService<EditReply>('Mark', request).then(wholeReply);
/** Changes what a series shares, as one step of its own history, and says which. */
export const editRegistry = (series: string, name: string, edits: RegistryEdit[]) =>
  callService<{ step: number }>('EditRegistry', series, name, edits);
export const undoRegistry = (series: string) => callService<void>('UndoRegistry', series);
/** Takes a step back, if it is still the last one. */
export const undoRegistryStep = (series: string, step: number) => callService<void>('UndoRegistryStep', series, step);
export const redoRegistry = (series: string) => callService<void>('RedoRegistry', series);

/** What the chunks of a series list that its registry does not have. */
export const gathered = (series: string) =>
  fetched<Gathered>(`/api/entities/gathered?series=${encodeURIComponent(series)}`);
/** Adds it; all spellings of each of the groups named are one name. */
export const buildRegistry = (series: string, build: RegistryBuild) =>
  callService<void>('BuildRegistry', series, build);
/** Tags where the file's name says so, else entities. */
export const readRegistryFile = (series: string, path: string) => callService<void>('ReadRegistryFile', series, path);
/** Writes them there; says what the file has no room for. */
export const writeRegistryFile = (series: string, path: string) =>
  callService<string>('WriteRegistryFile', series, path);
export const chooseRegistry = () => callApp<string>('ChooseRegistry');
export const chooseRegistryToSave = (name: string) => callApp<string>('ChooseRegistryToSave', name);
