/**
 * The list of approved tags that lies beside the files of a series: what the library does not have of it is offered when
 * the series is opened. Nothing is taken in by itself, and what somebody put off is asked again once the file is another.
 */
import { recall, remember } from '../bridge/backend';
import * as bridge from '../bridge/names';
import type { TagsBeside } from '../model/vocabulary';
import { count } from '../model/words';
import type { Notices } from './notices.svelte';

const key = 'registry:beside';
const putOff = 'tags.beside';

export class Besides {
  private asked = 0;

  constructor(
    private readonly notices: Notices,
    private readonly read: (series: string, path: string) => Promise<void>,
  ) {}

  /** A series is open, or what it shares has changed. */
  async look(series: string): Promise<void> {
    const mine = ++this.asked;
    const [beside, off] = await Promise.all([
      bridge.tagsBeside(series).catch(() => null),
      recall(putOff).catch(() => ''),
    ]);
    if (mine !== this.asked) return;
    if (!beside || off === beside.path + beside.sum || (beside.fresh + beside.fuller === 0 && beside.problem === '')) {
      this.notices.drop(key);
      return;
    }
    const later = () => {
      remember(putOff, beside.path + beside.sum).catch(() => {});
      this.notices.drop(key);
    };
    this.notices.put({
      key,
      tone: 'info',
      title: `${beside.name} lies beside the files`,
      text: told(beside),
      actions: [
        ...(beside.problem === '' ? [{ label: 'Read it', run: () => void this.read(series, beside.path) }] : []),
        { label: 'Not now', quiet: true, run: later },
      ],
    });
  }
}

function told({ problem, tags, fresh, fuller }: TagsBeside): string {
  if (problem !== '') return `It cannot be read, so no tag is held against it. ${problem}`;
  if (fresh === tags)
    return `It lists ${count(tags, 'tag')}, and the checks hold the chunks’ tags against it. Once it is read, its tags are suggested as well.`;
  const parts = [
    ...(fresh > 0 ? [`${count(fresh, 'tag')} that the library does not have`] : []),
    ...(fuller > 0 ? [`more about ${count(fuller, 'tag')} that it has`] : []),
  ];
  return `It lists ${parts.join(', and ')}. What the library has besides stays.`;
}
