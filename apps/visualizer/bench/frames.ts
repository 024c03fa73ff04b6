/**
 * How smoothly the lab plays, and how quickly it seeks: 9 servers, 500 messages in flight, and a
 * history of 10,000 events. Prints medians; it judges nothing, since machines differ.
 *
 *     npm run build -w @menagerie/visualizer
 *     npx tsx apps/visualizer/bench/frames.ts
 */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { chromiumArguments, findChromium } from '../../../scripts/chromium.mjs';
import { serve } from '../../../scripts/serve.mjs';

const FRAMES = 90;
const SEEKS = 40;

/** Slow links and quick heartbeats: many messages are under way at once, and none is lost. */
const busy = {
  format: 'menagerie-scenario/1',
  protocol: 'raft',
  mutant: null,
  title: 'many messages',
  config: {
    servers: 9,
    voters: 511,
    learners: 0,
    electionMs: 1000,
    heartbeatMs: 14,
    preVote: false,
    checkQuorum: false,
    leases: false,
    driftPerMille: 10,
    maxEntriesPerMessage: 8,
    maxInflight: 16,
    maxUncommitted: 64,
    chunkBytes: 1024,
    answerStale: true,
  },
  seed: 3,
  plan: {
    network: { delayMin: 440, delayMax: 500, spread: 0, straggle: 0, loss: 0, duplicate: 0 },
    disk: { syncMin: 1, syncMax: 2, keep: 0.5 },
    faults: {
      crashEvery: 0,
      pauseEvery: 0,
      partitionEvery: 0,
      oneWay: 0,
      wipeEvery: 0,
      drift: 0,
      lastMin: 1,
      lastMax: 2,
    },
    clients: { commandEvery: 0 },
    faultyMs: 600_000,
    healedMs: 0,
  },
  interventions: [],
  decisions: [],
};

/** The same nine servers on a usual network. */
const ordinary = {
  ...busy,
  title: 'ordinary traffic',
  config: { ...busy.config, heartbeatMs: 50 },
  plan: { ...busy.plan, network: { ...busy.plan.network, delayMin: 10, delayMax: 40 } },
};

const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
const at = (values: readonly number[], part: number) =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;
const shown = (values: readonly number[]) =>
  `median ${at(values, 0.5).toFixed(2)} ms, 95th percentile ${at(values, 0.95).toFixed(2)} ms`;

async function main(): Promise<void> {
  const pages = await serve({ port: 0, site: false });
  const executablePath = findChromium();
  const browser = await chromium.launch({
    args: chromiumArguments,
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  // What runs this file names its functions by a helper that a page does not have.
  await page.addInitScript('globalThis.__name = (named) => named');
  await page.goto(`${pages.origin}/lab/?lang=en&theme=light`);
  await page.locator('[data-server]').first().waitFor();
  await open(page, busy);
  await measureFrames(page);
  await measureSeeks(page, 'many messages');
  await open(page, ordinary);
  await measureSeeks(page, 'ordinary traffic');
  await browser.close();
  await pages.close();
}

async function open(page: Page, scenario: { readonly title: string }): Promise<void> {
  const file = join(tmpdir(), 'menagerie-bench.json');
  writeFileSync(file, JSON.stringify(scenario));
  await page.locator('[data-open=scenario]').click();
  await page.locator('dialog input[type=file]').setInputFiles(file);
  await page.getByText(scenario.title).first().waitFor();
  await page.locator('[data-server="8"]').waitFor();
}

async function measureFrames(page: Page): Promise<void> {
  const inFlight = () =>
    page.evaluate(() =>
      Number(
        /\d+/.exec(document.querySelector('.lab-stage > .lab-unseen')?.textContent ?? '')?.[0],
      ),
    );
  while ((await inFlight()) < 500) {
    await page.locator('[data-control=end]').click();
    await page.waitForTimeout(100);
  }
  await page.locator('[data-control=play]').click();
  const session = await page.context().newCDPSession(page);
  // Time on the processor, not on the clock: what else the machine does is not counted.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const scriptSeconds = async () =>
    (await session.send('Performance.getMetrics')).metrics.find(
      ({ name }) => name === 'ScriptDuration',
    )?.value ?? 0;
  const before = await scriptSeconds();
  const intervals = await page.evaluate(
    (frames) =>
      new Promise<number[]>((resolve) => {
        const seen: number[] = [];
        let last = performance.now();
        const next = (time: number) => {
          seen.push(time - last);
          last = time;
          if (seen.length < frames) requestAnimationFrame(next);
          else resolve(seen);
        };
        requestAnimationFrame(next);
      }),
    FRAMES,
  );
  const script = ((await scriptSeconds()) - before) * 1000;
  console.log(`messages in flight: ${await inFlight()}, servers: 9, speed 1×`);
  console.log(
    `script per frame: ${(script / FRAMES).toFixed(2)} ms of processor (mean of ${FRAMES})`,
  );
  console.log(`frame interval: ${shown(intervals.slice(1))}`);
  await page.locator('[data-control=play]').click();
}

async function measureSeeks(page: Page, what: string): Promise<void> {
  const steps = await page.evaluate(async () => {
    const slider = document.querySelector<HTMLInputElement>('.lab-scrub input');
    const events = () =>
      Number(
        /(\d+) events/.exec(document.querySelector('.lab-timeline canvas')?.ariaLabel ?? '')?.[1] ??
          0,
      );
    for (let tries = 0; tries < 60 && events() < 10_000; tries += 1) {
      document.querySelector<HTMLButtonElement>('[data-control=end]')?.click();
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
    return { last: Number(slider?.max ?? 0), events: events() };
  });
  const times = await page.evaluate(
    async ({ last, seeks }) => {
      const slider = document.querySelector<HTMLInputElement>('.lab-scrub input');
      const output = document.querySelector('[data-step]');
      const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
      const found: number[] = [];
      for (let i = 0; i < seeks && slider && output; i += 1) {
        const step = Math.floor((((i + 1) * 0.618_034) % 1) * last);
        const start = performance.now();
        await new Promise<void>((resolve) => {
          const watch = new MutationObserver(() => {
            if (output.getAttribute('data-step') !== String(step)) return;
            watch.disconnect();
            resolve();
          });
          watch.observe(output, { attributes: true });
          value?.set?.call(slider, String(step));
          slider.dispatchEvent(new Event('input', { bubbles: true }));
        });
        found.push(performance.now() - start);
      }
      return found;
    },
    { last: steps.last, seeks: SEEKS },
  );
  console.log(`history of ${what}: ${steps.last} steps, ${steps.events} events`);
  console.log(`seek, from input to picture: ${shown(times)} (${times.length} seeks)`);
}

await main();
