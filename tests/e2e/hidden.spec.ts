// Pages that are really hidden, frozen, stuck or crashed: what the phone reports to the control room when it comes back.
import { RawBrowser, type RawTab } from './harness/raw';
import { HOME, expect, newestCallout, test } from './harness/test';
import type { Server } from './harness/server';

/** How long it is hidden, in milliseconds; `script/bench faults` hides it longer. A silence is reported from 25 seconds on. */
const HIDDEN_FOR = process.env.TOCSIN_FAULTS ? 180_000 : 32_000;

test.use({ trace: 'off', screenshot: 'off' });

interface Heard {
  last_heard_at: number;
  gap_from: number | null;
  gap_to: number | null;
  gap_reason: string | null;
}

function heard(server: Server, callout: number): Heard {
  return server.rows<Heard>(`SELECT last_heard_at, gap_from, gap_to, gap_reason FROM callout WHERE id = ${callout}`)[0];
}

/** Milliseconds until the phone's first report after `from`. */
async function waitToBeHeard(server: Server, callout: number, from: number): Promise<number> {
  await expect.poll(() => heard(server, callout).last_heard_at, { timeout: 30_000, intervals: [100] }).toBeGreaterThan(from);
  return heard(server, callout).last_heard_at - from;
}

async function pressed(browser: RawBrowser, server: Server): Promise<{ tab: RawTab; callout: number }> {
  const tab = await browser.phone(server);
  await tab.press();
  const callout = await newestCallout(server);
  await tab.says('Your call has arrived');
  await expect.poll(() => server.count(`SELECT count(*) FROM callout_location WHERE callout_id = ${callout}`)).toBeGreaterThan(0);
  return { tab, callout };
}

let browser: RawBrowser;
test.beforeEach(() => {
  browser = new RawBrowser();
});
test.afterEach(() => browser.dispose());

test('after being hidden, position, news and the silence are reported within a second', async ({ server, control }) => {
  test.setTimeout(90_000 + HIDDEN_FOR);
  const { tab, callout } = await pressed(browser, server);
  const other = await browser.tab('about:blank');
  await other.show();
  await expect.poll(() => tab.run('document.visibilityState')).toBe('hidden');
  const hiddenAt = Date.now();
  await control.act(callout, 'acknowledge');
  await control.act(callout, 'reply', { message: 'Somebody comes to the back door' });
  await tab.locate({ ...HOME, latitude: HOME.latitude + 0.002 });
  await new Promise((done) => setTimeout(done, HIDDEN_FOR));
  const moved = () => server.count(`SELECT count(*) FROM callout_location WHERE callout_id = ${callout} AND latitude > ${HOME.latitude + 0.001}`);
  expect(moved(), 'a hidden page is given no location').toBe(0);

  const shownAt = Date.now();
  await tab.send('Page.bringToFront');
  await expect.poll(moved, { intervals: [50], timeout: 5_000 }).toBeGreaterThan(0);
  const [fix] = server.rows<{ received_at: number }>(`SELECT received_at FROM callout_location WHERE callout_id = ${callout} AND latitude > ${HOME.latitude + 0.001} ORDER BY id LIMIT 1`);
  expect(fix.received_at - shownAt, 'milliseconds until the new place arrived').toBeLessThan(1_000);
  // The silence is reported to the controller with its reason, and shown to the resident with its times.
  await expect.poll(() => heard(server, callout).gap_reason).toBe('hidden');
  const gap = heard(server, callout);
  expect(Math.abs((gap.gap_to ?? 0) - shownAt)).toBeLessThan(1_500);
  expect(Math.abs((gap.gap_from ?? 0) - hiddenAt)).toBeLessThan(12_000);
  await tab.says('the screen was off, or another app was in front.');
  await tab.says('Somebody comes to the back door');
  await tab.says('A person has seen your call');
  expect(server.count(`SELECT count(*) FROM callout_event WHERE callout_id = ${callout} AND body LIKE '%o location%'`), 'the silence is one event').toBe(1);
});

test('a frozen page never releases its lock: the tab that is shown takes over within a second and a half', async ({ server }) => {
  const { tab, callout } = await pressed(browser, server);
  const second = await browser.tab(server.origin);
  await second.locate(HOME);
  await second.says('Your call has arrived');
  await tab.show();
  await waitToBeHeard(server, callout, Date.now());
  // Hidden, and then frozen while it leads.
  const third = await browser.tab('about:blank');
  await third.show();
  await tab.freeze();
  await new Promise((done) => setTimeout(done, 12_000));
  const shownAt = Date.now();
  await second.send('Page.bringToFront');
  expect(await waitToBeHeard(server, callout, shownAt)).toBeLessThan(1_500);
  // One tab reports, not two: in half a minute there are three reports, and at most one more.
  await tab.thaw();
  const reports: string[] = [];
  for (const speaker of [tab, second]) await speaker.send('Network.enable');
  browser.on('Network.requestWillBeSent', ({ request }) => {
    const { method, url } = request as { method: string; url: string };
    if (method === 'POST' && url.includes('/location')) reports.push(url);
  });
  await new Promise((done) => setTimeout(done, 30_000));
  expect(reports.length).toBeGreaterThanOrEqual(2);
  expect(reports.length).toBeLessThanOrEqual(4);
  expect(server.count('SELECT count(*) FROM callout')).toBe(1);
});

test('of two visible windows, the other takes over when the leader hangs', async ({ server }) => {
  const { tab, callout } = await pressed(browser, server);
  const beside = await browser.tab(server.origin, true);
  await beside.locate(HOME);
  await beside.says('Your call has arrived');
  // The window that was opened last leads. Both are visible.
  expect(await tab.run('document.visibilityState')).toBe('visible');
  await waitToBeHeard(server, callout, Date.now());
  // An endless loop, like a page that hangs.
  void beside.run('for (;;);').catch(() => {});
  const hungAt = Date.now();
  expect(await waitToBeHeard(server, callout, hungAt)).toBeLessThan(6_000);
  await waitToBeHeard(server, callout, Date.now() + 8_000);
});

test('the renderer crashes while the callout is open: the next page continues it', async ({ server }) => {
  const tab = await browser.phone(server);
  await tab.press();
  const callout = await newestCallout(server);
  await tab.says('Your call has arrived');
  void tab.send('Page.crash').catch(() => {});
  const next = await browser.tab(server.origin);
  await next.locate(HOME);
  await next.says('Your call has arrived');
  await waitToBeHeard(server, callout, Date.now());
  expect(server.count('SELECT count(*) FROM callout')).toBe(1);
});

test('the renderer crashes during the countdown: the press is sent when the page is opened again', async ({ server }) => {
  const tab = await browser.phone(server);
  await tab.run("document.getElementById('press-alarm').click()");
  await expect.poll(() => tab.run("document.getElementById('press-saved').hasAttribute('data-done')")).toBe(true);
  void tab.send('Page.crash').catch(() => {});
  const next = await browser.tab(server.origin);
  await newestCallout(server);
  await next.says('Your call for security arrived');
  expect(server.count('SELECT count(*) FROM callout')).toBe(1);
});
