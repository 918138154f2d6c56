/**
 * Lets the editor measure what changed alone. CodeMirror keeps the heights of lines in a tree, and goes through all of it
 * at each change and at each measurement, although every part of it knows whether anything in it is out of date. What has been
 * scrolled through stays in the tree line by line, so that in a long episode each key would take the longer the more of it
 * has been read. The tree has no public door: it is reached as it is, and left alone where it is another.
 */
import { type EditorView, ViewPlugin } from '@codemirror/view';

interface Heights {
  readonly outdated: boolean;
  /** Only branches have one. */
  readonly left?: Heights;
  updateHeight(oracle: unknown, offset?: number, force?: boolean, measured?: unknown): Heights;
}

const heightsOf = (view: EditorView) =>
  (view as unknown as { viewState?: { heightMap?: Heights } }).viewState?.heightMap;

let done = false;

/** Has branches of the tree in which nothing is out of date, and nothing was measured, stay as they are. */
function passOver(view: EditorView): void {
  if (done) return;
  const tree = heightsOf(view);
  if (typeof tree?.left?.outdated !== 'boolean' || typeof tree.updateHeight !== 'function') return;
  done = true;
  const branch = Object.getPrototypeOf(tree) as Heights;
  const all = branch.updateHeight;
  branch.updateHeight = function (oracle, offset, force, measured) {
    return this.outdated || force || measured ? all.call(this, oracle, offset, force, measured) : this;
  };
}

export const heights = ViewPlugin.define((view) => {
  passOver(view);
  return { update: (update) => passOver(update.view) };
});
