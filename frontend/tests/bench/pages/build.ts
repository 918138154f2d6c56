/** Builds the pages that stand beside Stet, of the modules that Stet is built from. */
import { join } from 'node:path';
import { build } from 'vite';

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
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, `${name}.ts`), formats: ['iife'], name: 'page' },
    },
  });
  const [{ output }] = built as unknown as [{ output: [{ code: string }] }];
  return `<!doctype html><meta charset="utf-8"><style>${style}</style><body><script>${output[0].code}</script>`;
}
