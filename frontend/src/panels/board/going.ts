/** From the board to the words of a chunk. */
import { tick } from 'svelte';
import { run } from '../../commands/commands';
import type { BoardChunk } from '../../model/board';
import type { Stet } from '../../state/stet.svelte';

export async function goTo(stet: Stet, { episode, chunk }: BoardChunk): Promise<void> {
  if (stet.episode.view?.id !== episode) await stet.episode.open(episode, { chunk });
  run(stet, 'place.transcript');
  await tick();
  if (stet.episode.view?.id === episode) stet.episode.revealChunk(chunk);
}
