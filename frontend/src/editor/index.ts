/** The transcript's editor, as the application gets it. */
export type { EditorHost, Place, Source, TranscriptEditor } from './contract';
export { description } from './contract';
export { createEditor } from './create';
