/** What of the sound the lanes show, so that the overview can frame it. */
import type { Window } from '../../model/lanes';

export const lens: { window: Window | null } = $state({ window: null });
