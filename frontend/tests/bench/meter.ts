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

  /** The page's process: the one that takes the most of the processor while the page is kept at work. */
  private async process(): Promise<number> {
    const browser = await this.page.context().browser()!.newBrowserCDPSession();
    const times = async () => {
      const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
      return new Map(processInfo.filter(({ type }) => type === 'renderer').map(({ id, cpuTime }) => [id, cpuTime]));
    };
    const before = await times();
    await this.page.evaluate(() => {
      for (const began = performance.now(); performance.now() - began < 500;);
    });
    const took = [...(await times())].map(([id, time]) => ({ id, took: time - (before.get(id) ?? 0) }));
    await browser.detach();
    return took.reduce((most, each) => (each.took > most.took ? each : most)).id;
  }
}
