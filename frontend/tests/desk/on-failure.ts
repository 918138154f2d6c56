/** Leaves a picture of each open window when a test fails. */
import { afterEach } from 'vitest';
import { EditorWindow } from './window';

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  const name = task.name.replace(/[^a-z0-9]+/gi, '-').toLowerCase();
  for (const window of EditorWindow.shown) await window.screenshot(`failed-${name}`).catch(() => {});
});
