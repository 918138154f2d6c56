/** What a page costs, as the browser and the system count it. */
import { readFile } from 'node:fs/promises';
import type { CDPSession, Page } from 'playwright-core';

export class Meter {
  private constructor(
    private readonly page: Page,
    private readonly session: CDPSession,
  ) {}

  static async of(page: Page): Promise<Meter> {
    const session = await page.context().newCDPSession(page);
    // Counted in processor time, so that what else the machine does is not in it.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new Meter(page, session);
  }

  private async metric(name: string): Promise<number> {
    const { metrics } = await this.session.send('Performance.getMetrics');
    return metrics.find((each) => each.name === name)!.value;
  }

  /** Milliseconds of processor time that the page's main thread has taken. */
  async busy(): Promise<number> {
    return (await this.metric('TaskDuration')) * 1000;
  }

  /** Megabytes of the heap of scripts, and of all memory that the page's process has for itself; after a collection. */
  async memory(): Promise<{ heap: number; process: number }> {
    await this.session.send('HeapProfiler.collectGarbage');
    const heap = (await this.metric('JSHeapUsedSize')) / 1e6;
    const rollup = await readFile(`/proc/${await this.process()}/smaps_rollup`, 'utf8');
    const own = [...rollup.matchAll(/^Private_(?:Clean|Dirty): +(\d+) kB$/gm)].reduce(
      (sum, [, kB]) => sum + Number(kB),
      0,
    );
    return { heap, process: (own * 1024) / 1e6 };
  }

  /** The page's process: the one that has taken as much of the processor as the page says its own has. */
  private async process(): Promise<number> {
    const browser = await this.page.context().browser()!.newBrowserCDPSession();
    const mine = await this.metric('ProcessTime');
    const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
    await browser.detach();
    const renderers = processInfo.filter(({ type }) => type === 'renderer');
    renderers.sort((a, b) => Math.abs(a.cpuTime - mine) - Math.abs(b.cpuTime - mine));
    return renderers[0]!.id;
  }
}
