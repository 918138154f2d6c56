/** Builds the pages that stand beside Stet, of the modules that Stet is built from. */
import { join } from 'node:path';
import { bundle } from '../../desk/bundle';

/** As wide and as large as Stet's own text, so that as much of it is in sight. */
const style = `
  html, body { margin: 0; height: 100%; font: 17px/1.6 serif; }
  .cm-editor { height: 100vh; }
  .cm-scroller, .scroller { height: 100vh; overflow: auto; }
  .cm-content, .text { max-width: 568px; margin: 0 auto; outline: none; }
  .cm-editor .cm-scroller { font: inherit; }
  .cm-line { padding: 8px 0; }
  .who { font-weight: 600; margin-top: 12px; user-select: none; }
  p { margin: 0; white-space: pre-wrap; }
  .heard { background: #ccf; }
  .hit { background: #fe9; }
  ::highlight(heard) { background-color: #ccf; }
`;

export async function buildPage(name: 'bare' | 'words'): Promise<string> {
  const script = await bundle(join(import.meta.dirname, `${name}.ts`));
  return `<!doctype html><meta charset="utf-8"><style>${style}</style><body><script>${script}</script>`;
}
