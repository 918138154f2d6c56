/** The calls about tags and topics. */
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
