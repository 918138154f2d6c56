/** Where things lie in a checkout. */
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..', '..');
export const sampleFolder = join(root, 'backend', 'sample', 'episode');
export const results = join(root, 'frontend', 'test-results');
/** The page as the program serves it to a browser. */
export const pageFolder = join(results, 'page');
/** The program as it ships. */
export const shipped = join(root, 'build', 'bin', 'stet');
/** The same with Wails' server, by which a browser reaches it. */
export const served = join(root, 'build', 'bin', 'stet-served');
