// Failures in the middle of an alarm: the app, the network, the session, the permission. In every case there is one callout,
// and the phone reports again.
import { HOME, PASSWORD, RESIDENT, alarm, expect, newestCallout, press, signIn, test } from './harness/test';
import { word } from './harness/words';
import type { Server } from './harness/server';

/** How long the network is away, in milliseconds; `script/bench faults` waits longer. */
const OFFLINE_FOR = process.env.TOCSIN_FAULTS ? 60_000 : 32_000;

function lastHeard(server: Server, callout: number): number {
  return server.count(`SELECT last_heard_at FROM callout WHERE id = ${callout}`);
}

async function expectHeardAgain(server: Server, callout: number, timeout = 15_000): Promise<void> {
  const from = Date.now();
  await expect.poll(() => lastHeard(server, callout), { timeout, message: 'the phone is heard again' }).toBeGreaterThan(from);
}

test('the app panics during a callout: it says so, reloads, and continues; the second time the shell continues alone', async ({ context, server, control }) => {
  await context.grantPermissions(['geolocation'], { origin: server.origin });
  await context.setGeolocation(HOME);
  await signIn(context, server, RESIDENT);
  const page = await context.newPage();
  await page.goto('/');
  await press(page);
  const callout = await newestCallout(server);
  await expect(page.getByRole('heading', { name: 'Your call has arrived' })).toBeVisible();
  // The app panics in a browser without `history`, so a link ends it.
  const panic = async () => {
    await page.evaluate(() => Object.defineProperty(window, 'history', { get: () => { throw new Error('gone'); } }));
    await page.getByRole('link', { name: word('my_details') }).click();
  };
  const again = page.waitForEvent('load');
  await panic();
  await expect(page.getByRole('alert').filter({ hasText: word('broken') })).toBeVisible();
  await again;
  await expect(page.getByRole('heading', { name: 'Your call has arrived' })).toBeVisible();
  await expectHeardAgain(server, callout);

  // Again within ten seconds of the last time.
  await page.evaluate(() => (sessionStorage.died = String(Date.now())));
  let loads = 0;
  page.on('load', () => (loads += 1));
  await panic();
  await expect(page.getByRole('alert').filter({ hasText: word('broken') })).toBeVisible();
  await expectHeardAgain(server, callout, 25_000);
  await control.act(callout, 'acknowledge');
  await expect(page.getByRole('listitem').filter({ hasText: word('step_acknowledged') }).filter({ hasText: /\d\d:\d\d/ })).toBeVisible({ timeout: 25_000 });
  expect(loads, 'at most one load in ten seconds').toBe(0);
  expect(server.count('SELECT count(*) FROM callout')).toBe(1);
});

test('after a while without a network, the positions found meanwhile arrive as one list', async ({ phone, server, context }) => {
  test.setTimeout(90_000 + OFFLINE_FOR);
  await press(phone);
  const callout = await newestCallout(server);
  await expect(phone.getByRole('heading', { name: 'Your call has arrived' })).toBeVisible();
  await expectHeardAgain(server, callout);
  let step = 0;
  const walking = setInterval(() => void context.setGeolocation({ ...HOME, latitude: HOME.latitude + ++step * 1e-4 }).catch(() => {}), 1_000);
  // Requests that arrived; those made meanwhile do not.
  const lists: number[] = [];
  phone.on('requestfinished', (request) => {
    const sent = request.url().includes('/location') ? (request.postDataJSON() as { locations?: unknown[] } | null) : null;
    if (sent?.locations) lists.push(sent.locations.length);
  });
  try {
    await context.setOffline(true);
    const gone = Date.now();
    await expect(phone.getByText('Your phone has no connection.')).toBeVisible();
    await new Promise((done) => setTimeout(done, OFFLINE_FOR));
    const back = Date.now();
    await context.setOffline(false);
    const found = () => server.count(`SELECT count(*) FROM callout_location WHERE callout_id = ${callout} AND recorded_at > ${gone + 1_000} AND recorded_at < ${back}`);
    await expect.poll(found, { intervals: [50], timeout: 5_000 }).toBeGreaterThanOrEqual(Math.floor(OFFLINE_FOR / 10_000) - 1);
    expect(lastHeard(server, callout) - back, 'flushed within a second').toBeLessThan(1_000);
    await expect.poll(() => lists.length, { message: 'one list, not one request each' }).toBe(1);
    // Nothing was missed, so no gap is reported.
    expect(server.rows(`SELECT gap_from FROM callout WHERE id = ${callout}`)).toEqual([{ gap_from: null }]);
    await expect(phone.getByText('Your phone has no connection.')).toBeHidden();
  } finally {
    clearInterval(walking);
  }
});

test('signed out elsewhere during a callout: the phone says so, and continues after signing in', async ({ phone, server, context }) => {
  await press(phone);
  const callout = await newestCallout(server);
  await expect(phone.getByRole('heading', { name: 'Your call has arrived' })).toBeVisible();
  const out = await context.request.delete(`${server.origin}/api/session`, { headers: { Origin: server.origin } });
  expect(out.ok()).toBe(true);
  await expect(phone.getByText('You are signed out, so the control room no longer hears from this phone.')).toBeVisible({ timeout: 25_000 });
  await phone.getByRole('link', { name: 'Sign in', exact: true }).click();
  await phone.getByLabel('E-mail address').fill(RESIDENT);
  await phone.getByLabel('Password').fill(PASSWORD);
  await phone.getByRole('button', { name: 'Sign in' }).click();
  await expect(phone.getByRole('heading', { name: 'Your call has arrived' })).toBeVisible();
  await expectHeardAgain(server, callout);
  expect(server.count('SELECT count(*) FROM callout')).toBe(1);
});

test('location denied and later allowed: the position arrives without a reload', async ({ context, server }) => {
  await signIn(context, server, RESIDENT);
  const page = await context.newPage();
  await context.clearPermissions();
  await page.goto('/');
  await press(page);
  const callout = await newestCallout(server);
  await expect(page.getByText('Your phone does not allow location.')).toBeVisible();
  await expect.poll(() => server.rows(`SELECT no_fix FROM callout WHERE id = ${callout}`)).toEqual([{ no_fix: 'denied' }]);
  await context.setGeolocation(HOME);
  await context.grantPermissions(['geolocation'], { origin: server.origin });
  await expect.poll(() => server.count(`SELECT count(*) FROM callout_location WHERE callout_id = ${callout}`), { timeout: 15_000 }).toBeGreaterThan(0);
  await expect(page.getByText('Your phone does not allow location.')).toBeHidden();
  await expect(page.getByText('Sent, within 12 m')).toBeVisible();
  expect(server.rows(`SELECT no_fix FROM callout WHERE id = ${callout}`)).toEqual([{ no_fix: null }]);
});

test('a second phone of the same person continues the callout, and both end with it', async ({ phone, browser, server, control }) => {
  await press(phone);
  const callout = await newestCallout(server);
  await expect(phone.getByRole('heading', { name: 'Your call has arrived' })).toBeVisible();
  const context = await browser.newContext({ baseURL: server.origin, geolocation: HOME, permissions: ['geolocation'] });
  await signIn(context, server, RESIDENT);
  const second = await context.newPage();
  await second.goto('/');
  await expect(second.getByRole('heading', { name: 'Your call has arrived' })).toBeVisible();
  // Pressed there too, it is the same callout, more urgent.
  await second.getByRole('button', { name: word('again') }).click();
  await second.getByRole('button', { name: word('now') }).click();
  await expect.poll(() => server.count('SELECT count(*) FROM idempotency_key')).toBe(2);
  expect(server.count('SELECT count(*) FROM callout')).toBe(1);
  // The first one is switched off; the second reports.
  await phone.close();
  await expectHeardAgain(server, callout);
  await control.act(callout, 'acknowledge');
  await expect(second.getByRole('heading', { name: 'A person has seen your call' })).toBeVisible({ timeout: 20_000 });
  await control.close(callout);
  await expect(second.getByRole('heading', { name: 'Your call is closed' })).toBeVisible({ timeout: 20_000 });
  await context.close();
});

test('an open phone learns of a press on another phone when it becomes visible', async ({ phone, browser, server }) => {
  const context = await browser.newContext({ baseURL: server.origin });
  await signIn(context, server, RESIDENT);
  const second = await context.newPage();
  await second.goto('/');
  await press(second);
  await newestCallout(server);
  await expect(alarm(phone)).toBeVisible();
  await phone.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
  await expect(phone.getByRole('heading', { name: 'Your call has arrived' })).toBeVisible();
  await context.close();
});
