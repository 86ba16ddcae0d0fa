// A control room behind another tab: it sounds every alarm, and reports when no alarm can reach it.
import { execFileSync } from 'node:child_process';
import { ControlRoom, PASSWORD } from './harness/control';
import { RawBrowser, type RawTab } from './harness/raw';
import type { Server } from './harness/server';
import { CONTROLLER, RESIDENT, expect, expectAccessible, test } from './harness/test';

test.use({ trace: 'off', screenshot: 'off' });

/** Records when the page sounds and what it shows on the desktop. */
const EARS = `
  window.rings = [];
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) { window.rings.push(Date.now()); return start.apply(this, when); };
  window.alerts = [];
  const show = ServiceWorkerRegistration.prototype.showNotification;
  ServiceWorkerRegistration.prototype.showNotification = function (title, options) {
    window.alerts.push({ title, body: options.body, at: Date.now() });
    return show.call(this, title, options);
  };`;

let browser: RawBrowser;
test.beforeEach(() => {
  browser = new RawBrowser('--autoplay-policy=no-user-gesture-required', '--window-size=1280,800');
});
test.afterEach(() => browser.dispose());

/** A controller's page with the event stream open; `path` is any staff page. The first tab's session signs a second one in. */
async function desk(server: Server, path = '/staff/control', isFirst = true): Promise<RawTab> {
  await browser.send('Browser.grantPermissions', { origin: server.origin, permissions: ['notifications'] });
  const tab = await browser.tab('about:blank');
  await tab.send('Page.addScriptToEvaluateOnNewDocument', { source: EARS });
  const open = async (at: string) => {
    await tab.send('Page.navigate', { url: `${server.origin}${at}` });
    await expect.poll(() => tab.run(`document.readyState === 'complete' && location.pathname`).catch(() => ''), { timeout: 30_000 }).toBe(at);
  };
  if (isFirst) {
    // Not on a page of the app, which would redirect to the controller's first page.
    await open('/healthz');
    const body = JSON.stringify({ email: CONTROLLER, password: PASSWORD });
    expect(await tab.run(`fetch('/api/session', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '${body}' }).then((answer) => answer.status)`)).toBe(200);
  }
  await open(path);
  await tab.says('Con Hart');
  // The service worker that shows alerts, and the stream: both are ready before anything happens.
  expect(await tab.run(`navigator.serviceWorker.ready.then(() => true)`)).toBe(true);
  if (isFirst) await tab.says('Nobody is on duty');
  return tab;
}

async function hide(tab: RawTab): Promise<void> {
  const other = await browser.tab('about:blank');
  await other.show();
  await expect.poll(() => tab.run('document.visibilityState')).toBe('hidden');
}

async function press(server: Server): Promise<{ id: number; at: number }> {
  const resident = await ControlRoom.signIn(server, RESIDENT);
  const at = Date.now();
  const { id } = await resident.json<{ id: number }>('POST', '/callouts', {});
  return { id, at };
}

/** Milliseconds from `from` to the first sound after it. */
async function sound(tab: RawTab, from: number, timeout: number): Promise<number> {
  const first = () => tab.run<number>(`window.rings.find((at) => at >= ${from}) ?? 0`);
  await expect.poll(first, { timeout, intervals: [100] }).toBeGreaterThan(0);
  return (await first()) - from;
}

interface Alert {
  title: string;
  body: string;
  at: number;
}

async function alert(tab: RawTab, from: number, words: string, timeout: number): Promise<number> {
  const found = async () => (await tab.run<Alert[]>('window.alerts')).find((one) => one.at >= from && one.body.includes(words))?.at ?? 0;
  await expect.poll(found, { timeout, intervals: [100] }).toBeGreaterThan(0);
  return (await found()) - from;
}

for (const path of ['/staff/control', '/staff/tray', '/staff/device']) {
  test(`behind another tab, ${path} sounds and shows a desktop alert within two and a half seconds of a press`, async ({ server, control }) => {
    const tab = await desk(server, path);
    await hide(tab);
    const { id, at } = await press(server);
    expect(await sound(tab, at, 10_000), 'milliseconds to the sound').toBeLessThan(2_500);
    expect(await alert(tab, at, 'Rose Adeyemi', 10_000), 'milliseconds to the alert').toBeLessThan(2_500);
    const later = Date.now() + 3_000;
    await sound(tab, later, 10_000);
    await control.act(id, 'acknowledge');
    await expect.poll(() => tab.run(`Date.now() - window.rings.at(-1) > 9000`), { timeout: 30_000, message: 'it is quiet once somebody acknowledged' }).toBe(true);
  });
}

test('an unreachable server sounds within fifteen seconds, and later alarms sound again', async ({ server }) => {
  test.setTimeout(120_000);
  const tab = await desk(server);
  await hide(tab);
  const goneAt = Date.now();
  await server.kill();
  expect(await sound(tab, goneAt, 20_000)).toBeLessThan(15_000);
  expect(await alert(tab, goneAt, 'No connection', 20_000)).toBeLessThan(15_000);
  await tab.says('no alarm arrives here');
  await server.again();
  await expect.poll(() => tab.run<string>('document.body.innerText'), { timeout: 30_000 }).not.toContain('no alarm arrives here');
  const { at } = await press(server);
  expect(await sound(tab, at, 10_000)).toBeLessThan(2_500);
});

test('an ended session sounds within fifteen seconds', async ({ server }) => {
  const tab = await desk(server);
  await hide(tab);
  const endedAt = Date.now();
  execFileSync('sqlite3', ['-cmd', '.timeout 5000', server.database, 'DELETE FROM session']);
  expect(await sound(tab, endedAt, 20_000)).toBeLessThan(15_000);
  expect(await alert(tab, endedAt, 'signed out', 20_000)).toBeLessThan(15_000);
  await tab.says('You are signed out: no alarm arrives here.');
});

test('of two tabs one sounds, and the other when that one is closed', async ({ server }) => {
  const first = await desk(server);
  const second = await desk(server, '/staff/tray', false);
  await hide(first);
  const { at } = await press(server);
  await sound(first, at, 10_000);
  await new Promise((done) => setTimeout(done, 5_000));
  const both = await Promise.all([first, second].map((tab) => tab.run<number>(`window.rings.filter((ring) => ring >= ${at}).length`)));
  expect(Math.min(...both), `${both}`).toBe(0);
  const closedAt = Date.now();
  await (both[0] > 0 ? first : second).close();
  await sound(both[0] > 0 ? second : first, closedAt, 12_000);
});

test('with three hundred drills open, a press is on top, is announced and sounds', async ({ server }) => {
  const tab = await desk(server);
  const neighbour = await ControlRoom.signIn(server, 'neighbour@demo.example');
  const { id } = await neighbour.json<{ id: number }>('POST', '/callouts', { calloutClassificationId: 2 });
  const columns = server.rows<{ name: string }>(`SELECT name FROM pragma_table_info('callout') WHERE name <> 'id'`).map((row) => row.name).join(', ');
  const copies = `INSERT INTO callout (${columns}) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 299) SELECT ${columns} FROM callout, n WHERE id = ${id}`;
  execFileSync('sqlite3', ['-cmd', '.timeout 5000', server.database, copies]);
  expect(server.count('SELECT count(*) FROM callout')).toBe(300);
  await tab.says('50 of 300 shown');
  const { at } = await press(server);
  expect(await sound(tab, at, 10_000)).toBeLessThan(2_500);
  await tab.says('50 of 301 shown');
  expect(await tab.run<string>(`document.querySelector('.queue__list li').innerText`)).toContain('Rose Adeyemi');
  expect(await tab.run<string>(`document.querySelector('.visually-hidden[role=alert]').innerText`)).toContain('New alarm. Security. Rose Adeyemi');
  await tab.run(`document.querySelector('.queue__more button').click()`);
  await tab.says('100 of 301 shown');
});

test('a controller begins a shift, is on duty, and ends it', async ({ desk: page, server }) => {
  await expect(page.getByText('Nobody is on duty for Acme Housing, Borough Homes.')).toBeVisible();
  await page.getByRole('button', { name: 'Start a shift' }).first().click();
  await expectAccessible(page, 'starting a shift');
  await page.getByRole('dialog').getByRole('button', { name: 'Start a shift' }).click();
  await expect(page.getByText(/^On duty until/)).toBeVisible();
  await expect(page.getByText('Nobody is on duty for')).toBeHidden();
  expect(server.count('SELECT count(*) FROM controller_shift')).toBe(1);
  await page.getByRole('button', { name: 'End my shift' }).click();
  await expect(page.getByText('Nobody is on duty for Acme Housing, Borough Homes.')).toBeVisible();
});

test.describe('with sessions of one minute', () => {
  test.use({ serverFlags: ['--staff-idle-minutes', '1'] });

  test('an active page stays signed in, and an idle one is announced to end and ends', async ({ desk: page }) => {
    test.setTimeout(240_000);
    for (let second = 0; second < 80; second += 10) {
      await page.mouse.click(640, 790);
      await page.waitForTimeout(10_000);
    }
    await expect(page.getByText('You are signed out').filter({ visible: true })).toBeHidden();
    await expect(page.getByRole('heading', { name: 'Callouts', exact: true })).toBeVisible();
    await expect(page.getByText('because nothing was pressed here')).toBeVisible({ timeout: 45_000 });
    await page.getByRole('button', { name: 'Stay signed in' }).click();
    await expect(page.getByText('because nothing was pressed here')).toBeHidden();
    await expect(page.getByText('You are signed out: no alarm arrives here.')).toBeVisible({ timeout: 90_000 });
  });
});
