/** The shapes of kinds, on a grid of 10: one for each, told apart without colour. */
import type { Kind } from '../model/names';

export const kindShapes: Record<Kind, string> = {
  person: '<circle cx="5" cy="3" r="1.9"/><path d="M1.5 9.2c.3-2 1.6-3.1 3.5-3.1s3.2 1.1 3.5 3.1"/>',
  organisation: '<rect x="1.4" y="1.4" width="7.2" height="7.2" rx=".8"/>',
  product: '<path d="M5 .8l3.7 2.1v4.2L5 9.2 1.3 7.1V2.9z"/>',
  technology: '<path d="M3.3 2.2L.6 5l2.7 2.8M6.7 2.2L9.4 5 6.7 7.8"/>',
  place: '<path d="M5 9.3S8.2 6.3 8.2 3.9a3.2 3.2 0 00-6.4 0C1.8 6.3 5 9.3 5 9.3z"/>',
  work: '<path d="M2.2 1.2h5.6v7.7L5 6.9 2.2 8.9z"/>',
  concept: '<path d="M5 .7L9.3 5 5 9.3.7 5z"/>',
  '': '<circle cx="5" cy="5" r="3.6"/>',
};
