// Whether the phone keeps its rhythm, how soon it is back after it was hidden, and whether it grows.
import type { Page } from '@playwright/test';
import { RawBrowser } from '../e2e/harness/raw';
import { HOME, RESIDENT, expect, newestCallout, press, signIn, test } from '../e2e/harness/test';
import { at } from './clock';
import { figure } from './figure';

const MINUTES = 10;
const CYCLES = 1_000;

/** When each report leaves the page, in milliseconds by the browser's own clock. */
async function watchReports(page: Page): Promise<number[]> {
  const times: number[] = [];
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  cdp.on('Network.requestWillBeSent', ({ request, timestamp }) => {
    if (request.method === 'POST' && request.url.includes('/location')) times.push(timestamp * 1000);
  });
  return times;
}

test(`heartbeats over ${MINUTES} minutes`, async ({ phone, server }) => {
  test.setTimeout((MINUTES + 2) * 60_000);
  await press(phone);
  await newestCallout(server);
  await expect(phone.getByText('Sent, within 12 m')).toBeVisible({ timeout: 20_000 });
  const times = await watchReports(phone);
  await new Promise((done) => setTimeout(done, MINUTES * 60_000 + 5_000));
  const gaps = times.slice(1).map((time, at) => time - times[at]).sort((a, b) => a - b);
  figure(`heartbeats in ${MINUTES} minutes`, gaps.length, 'gaps');
  expect.soft(gaps.length).toBeGreaterThanOrEqual(MINUTES * 6 - 2);
  figure('heartbeat gap, shortest', gaps[0], 'ms', undefined, '(at least 9,750)');
  expect.soft(gaps[0]).toBeGreaterThanOrEqual(9_750);
  figure('heartbeat gap, median', at(gaps, 0.5), 'ms');
  figure('heartbeat gap, p99', at(gaps, 0.99), 'ms');
  figure('heartbeat gap, longest', gaps[gaps.length - 1], 'ms', 10_250);
});

test('catching up after the page was hidden', async ({ server }) => {
  const browser = new RawBrowser();
  try {
    const tab = await browser.phone(server);
    await tab.press();
    const callout = await newestCallout(server);
    await tab.says('Your call has arrived');
    const other = await browser.tab('about:blank');
    const took: number[] = [];
    for (let time = 1; time <= 3; time += 1) {
      await other.show();
      await new Promise((done) => setTimeout(done, 28_000));
      const latitude = HOME.latitude + time * 0.001;
      await tab.locate({ ...HOME, latitude });
      const shownAt = Date.now();
      await tab.send('Page.bringToFront');
      const place = () => server.rows<{ received_at: number }>(`SELECT received_at FROM callout_location WHERE callout_id = ${callout} AND latitude > ${latitude - 0.0001}`);
      await expect.poll(() => place().length, { intervals: [50], timeout: 10_000 }).toBeGreaterThan(0);
      took.push(place()[0].received_at - shownAt);
    }
    took.sort((a, b) => a - b);
    figure('hidden and shown again: until the new place has arrived, median', took[1], 'ms');
    figure('hidden and shown again: until the new place has arrived, longest', took[2], 'ms', 1_000);
  } finally {
    await browser.dispose();
  }
});

test(`growth of memory over ${CYCLES} cycles`, async ({ context, server }) => {
  test.setTimeout(1_800_000);
  await context.grantPermissions(['geolocation'], { origin: server.origin });
  await context.setGeolocation(HOME);
  await signIn(context, server, RESIDENT);
  const page = await context.newPage();
  await page.addInitScript(() => addEventListener('TrunkApplicationStarted', (event) => Object.assign(window, { program: (event as CustomEvent).detail.wasm })));
  await page.clock.install();
  await page.goto('/');
  await press(page);
  const callout = await newestCallout(server);
  await expect(page.getByRole('heading', { name: 'Your call has arrived' })).toBeVisible();
  const cdp = await context.newCDPSession(page);
  const used = async () => {
    await cdp.send('HeapProfiler.collectGarbage');
    const { usedSize } = await cdp.send('Runtime.getHeapUsage');
    const program = await page.evaluate(() => (window as unknown as { program: { memory: WebAssembly.Memory } }).program.memory.buffer.byteLength);
    return { script: usedSize, program };
  };
  const heard = () => server.count(`SELECT last_heard_at FROM callout WHERE id = ${callout}`);
  let step = 0;
  const cycle = async () => {
    const answered = page.waitForResponse((answer) => answer.url().includes('/location'), { timeout: 15_000 });
    // The phone is asked four seconds before the report. This browser answers once it is told of another place, and else only
    // after ten real seconds.
    await page.clock.runFor(6_000);
    const located = page.evaluate(() => new Promise((done) => navigator.geolocation.getCurrentPosition(done, done)));
    step += 1;
    await context.setGeolocation({ ...HOME, latitude: HOME.latitude + step * 0.00001 });
    await located;
    await page.clock.runFor(4_000);
    await answered;
  };
  for (let warm = 0; warm < 100; warm += 1) await cycle();
  const before = await used();
  const last = heard();
  for (let time = 0; time < CYCLES; time += 1) await cycle();
  const after = await used();
  expect(heard(), 'the cycles were real ones').toBeGreaterThan(last);
  figure(`growth of the script's memory over ${CYCLES} cycles`, (after.script - before.script) / 1000, 'KB', 500);
  figure(`growth of the program's memory over ${CYCLES} cycles`, (after.program - before.program) / 1000, 'KB', 500);
});
