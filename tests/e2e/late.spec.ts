// The press while the rest of the page is late or never comes, is pressed twice, or loses its response.
import { HOME, RESIDENT, alarm, expect, newestCallout, press, signIn, test } from './harness/test';
import { word } from './harness/words';
import type { Server } from './harness/server';

/** How late the app is, in milliseconds; `script/bench faults` waits longer. */
const LATE = process.env.TOCSIN_FAULTS ? 30_000 : 14_000;
/** How many responses are lost before one arrives. */
const LOST = 20;

function lastHeard(server: Server): number {
  return server.count('SELECT last_heard_at FROM callout');
}

/** The longest time without a heartbeat, from now until `stop` is called. */
function watchBeats(server: Server): () => number {
  const beats = [Date.now()];
  const timer = setInterval(() => {
    const last = lastHeard(server);
    if (last > beats[beats.length - 1]) beats.push(last);
  }, 200);
  return () => {
    clearInterval(timer);
    return Math.max(...beats.slice(1).map((beat, at) => beat - beats[at]), Date.now() - beats[beats.length - 1]);
  };
}

test('with every script and wasm blocked, the press is sent and followed, and shows when a person has seen it', async ({ context, server, control }) => {
  await context.grantPermissions(['geolocation'], { origin: server.origin });
  await context.setGeolocation(HOME);
  await context.route(/\.(wasm|js)(\?.*)?$/, (route) => route.abort());
  await signIn(context, server, RESIDENT);
  const page = await context.newPage();
  await page.goto('/');
  await press(page);
  const callout = await newestCallout(server);
  await expect(page.getByRole('heading', { name: word('received') })).toBeVisible();
  await expect.poll(() => server.count(`SELECT count(*) FROM callout_location WHERE callout_id = ${callout}`), { message: 'a plain fix' }).toBeGreaterThan(0);
  await control.act(callout, 'acknowledge');
  await expect(page.getByRole('heading', { name: word('acknowledged') })).toBeVisible();
  const from = Date.now();
  await expect.poll(() => lastHeard(server), { message: 'a heartbeat every ten seconds' }).toBeGreaterThan(from + 8_000);
  expect(server.count('SELECT count(*) FROM callout')).toBe(1);
});

test('the app loads late: the shell reports until then, and the app from then on, without a gap', async ({ context, server }) => {
  test.setTimeout(90_000 + LATE);
  await context.grantPermissions(['geolocation'], { origin: server.origin });
  await context.setGeolocation(HOME);
  await context.route(/\.wasm$/, async (route) => {
    await new Promise((done) => setTimeout(done, LATE));
    await route.continue().catch(() => {});
  });
  await signIn(context, server, RESIDENT);
  const page = await context.newPage();
  await page.goto('/', { waitUntil: 'commit' });
  await expect(alarm(page)).toBeVisible();
  await press(page);
  await newestCallout(server);
  await expect(page.getByRole('heading', { name: word('received') })).toBeVisible();
  await expect.poll(() => lastHeard(server)).toBeGreaterThan(0);
  const longest = watchBeats(server);
  await expect(page.getByRole('heading', { name: 'Your call has arrived' })).toBeVisible({ timeout: LATE + 30_000 });
  const from = Date.now();
  await expect.poll(() => lastHeard(server), { timeout: 30_000 }).toBeGreaterThan(from + 10_000);
  expect(longest(), 'milliseconds without a heartbeat').toBeLessThan(11_500);
  expect(server.count('SELECT count(*) FROM callout')).toBe(1);
});

test('two tabs pressed together make one callout', async ({ phone, context, server }) => {
  const second = await context.newPage();
  await second.goto('/');
  await expect(alarm(second)).toBeVisible();
  const tap = (page: typeof phone) => page.evaluate(() => document.getElementById('press-alarm')?.click());
  await Promise.all([tap(phone), tap(second)]);
  await newestCallout(server);
  await expect(phone.getByRole('heading', { name: 'Your call has arrived' })).toBeVisible();
  await expect(second.getByRole('heading', { name: 'Your call has arrived' })).toBeVisible();
  // Longer than any countdown.
  await phone.waitForTimeout(4_000);
  expect(server.count('SELECT count(*) FROM callout')).toBe(1);
  expect(server.count('SELECT urgency FROM callout'), 'one press, not one more on top of it').toBe(0);
});

test(`a server that stores the press and drops the response, ${LOST} times: one callout`, async ({ context, server }) => {
  await context.route(/\.wasm$/, (route) => route.abort());
  await signIn(context, server, RESIDENT);
  const page = await context.newPage();
  await page.goto('/');
  let lost = 0;
  const keys = new Set<string | undefined>();
  await page.route('**/api/callouts', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    keys.add(await route.request().headerValue('Idempotency-Key') ?? undefined);
    if (lost >= LOST) return route.continue();
    await route.fetch();
    lost += 1;
    await route.abort();
    // Nobody waits for the retry delay: a network that comes back triggers a retry at once.
    await page.evaluate(() => dispatchEvent(new Event('online')));
  });
  await press(page);
  await expect(page.getByRole('heading', { name: word('received') })).toBeVisible({ timeout: 60_000 });
  expect(lost).toBeGreaterThanOrEqual(LOST);
  expect(keys.size).toBe(1);
  expect(server.count('SELECT count(*) FROM callout')).toBe(1);
  // Nobody is on duty, so the alarm escalates at once: that event is no press.
  expect(server.count('SELECT count(*) FROM callout_event WHERE type_id <> 8'), 'and it was pressed once').toBeLessThanOrEqual(2);
  expect(server.count('SELECT urgency FROM callout'), 'nor was it raised').toBe(0);
});
