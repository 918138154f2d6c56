/** The pictures among the tokens have colours of their own: each must be that of the token it stands for. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

/** What each picture is drawn in. */
const drawnIn: Record<string, string[]> = {
  comment: ['warn'],
  draft: ['line-strong'],
  review: ['ink-2'],
  ready: ['ok', 'page'],
  exported: ['ink-3'],
  edge: ['page', 'line-strong'],
  'edge-held': ['page', 'accent'],
  'edge-focus': ['accent'],
  checked: ['ok'],
};

/** The tokens of each theme, and of each where more contrast is wanted. */
function themes(): Record<string, Record<string, string>> {
  const found: Record<string, Record<string, string>> = {};
  const [plain, contrast] = css.split('@media (prefers-contrast: more)') as [string, string];
  for (const theme of ['light', 'dark']) {
    const tokens = (text: string) => {
      const block = new RegExp(`\\[data-theme='${theme}'\\] \\{(.*?)\\n *\\}`, 's').exec(text)![1]!;
      return Object.fromEntries([...block.matchAll(/--([\w-]+): (.*);/g)].map(([, name, value]) => [name!, value!]));
    };
    found[theme] = tokens(plain);
    found[`${theme}, more contrast`] = { ...tokens(plain), ...tokens(contrast) };
  }
  return found;
}

it.each(Object.entries(themes()))('have the colours of the theme: %s', (_theme, tokens) => {
  const signs = Object.keys(tokens).filter((name) => name.startsWith('sign-'));
  expect(signs.map((name) => name.slice('sign-'.length)).sort()).toEqual(Object.keys(drawnIn).sort());
  for (const name of signs) {
    const colours = new Set([...tokens[name]!.matchAll(/%23([0-9a-f]{6})/g)].map(([, hex]) => `#${hex}`));
    const wanted = drawnIn[name.slice('sign-'.length)]!.map((token) => tokens[token]);
    expect([...colours].sort(), name).toEqual(wanted.sort());
  }
});
