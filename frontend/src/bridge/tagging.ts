/** The calls about tags and topics, and what the files of a series have in common. */
import type { ProfileLine, SeriesProfileView } from '../model/profileviews';
import type { ChunkTagsView } from '../model/tagviews';
import type { ID } from '../model/views';
import { fetched } from './backend';
import { callService } from './window';

export const chunkTags = (episode: ID, chunk: ID) =>
  fetched<ChunkTagsView>(`/api/episodes/${episode}/tags?chunk=${chunk}`);

/** Puts a tag into the series' list of approved ones. */
export const approveTag = (series: string, tag: string) =>
  callService<unknown>('EditRegistry', series, `Approved ${tag}`, [
    { tag: { name: tag, description: '', synonyms: [], retired: false, instead: '' } },
  ]);

/** The profile of a series: the one kept beside its files, or a guess. */
export const seriesProfile = (series: string) => callService<SeriesProfileView>('SeriesProfile', series);
/** Writes the lines of it that were changed. */
export const keepProfile = (series: string, lines: ProfileLine[]) =>
  callService<SeriesProfileView>('KeepProfile', series, lines);
