// The service worker: a new build is offered and never forced, a press is sent without a page, and every push is shown.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CDPSession, Page } from '@playwright/test';
import { HOME, RESIDENT, alarm, expect, newestCallout, press, signIn, test as base } from './harness/test';
import { Server } from './harness/server';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/** A server that serves the built app from a folder in which a test can put another build. */
const test = base.extend<{ folder: string }>({
  folder: async ({}, use) => {
    if (!existsSync(join(dist, 'service-worker.js'))) throw new Error(`no app at ${dist}: run script/test`);
    const folder = mkdtempSync(join(tmpdir(), 'tocsin-dist-'));
    cpSync(dist, folder, { recursive: true });
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  server: async ({ folder }, use) => {
    const server = await Server.start('--dist', folder);
    await use(server);
    await server.stop();
  },
});
test.use({ serviceWorkers: 'allow' });

async function controlled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((done) => setTimeout(done, 50));
  });
}

/** A build that differs only in the page, announced to the service worker as the build script does. */
function deploy(folder: string): void {
  const path = join(folder, 'index.html');
  const before = readFileSync(path);
  const after = Buffer.from(before.toString().replace('<title>Tocsin</title>', '<title>Tocsin</title><meta name="build" content="next">'));
  expect(after.length, 'the page changed').toBeGreaterThan(before.length);
  writeFileSync(path, after);
  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  const worker = join(folder, 'service-worker.js');
  const script = readFileSync(worker, 'utf8');
  writeFileSync(worker, script.replaceAll(hash(before), hash(after)).replace(/VERSION = '[^']*'/, "VERSION = 'next'"));
  expect(readFileSync(worker, 'utf8')).not.toBe(script);
}

/** Controls the service worker by the browser's own tools. */
async function workerTools(page: Page): Promise<{ cdp: CDPSession; id: string }> {
  const cdp = await page.context().newCDPSession(page);
  const id = new Promise<string>((done) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => registrations[0] && done(registrations[0].registrationId));
  });
  await cdp.send('ServiceWorker.enable');
  return { cdp, id: await id };
}

test('a new build is offered when no callout is open, and applied only when somebody accepts it', async ({ phone, server, folder, control }) => {
  test.setTimeout(120_000);
  await controlled(phone);
  await press(phone);
  const callout = await newestCallout(server);
  await expect(phone.getByRole('heading', { name: 'Your call has arrived' })).toBeVisible();
  await phone.evaluate(() => Object.assign(window, { sameOne: true }));
  deploy(folder);
  await phone.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    while (!registration.waiting) await new Promise((done) => setTimeout(done, 50));
  });
  // Longer than the check for a waiting build takes.
  await phone.waitForTimeout(12_000);
  await expect(phone.getByText('A new version of this app is here.')).toBeHidden();
  expect(await phone.evaluate('window.sameOne'), 'the page was not loaded again').toBe(true);

  await control.act(callout, 'acknowledge');
  await control.close(callout);
  await phone.getByRole('button', { name: 'Done' }).click({ timeout: 20_000 });
  await expect(phone.getByText('A new version of this app is here.')).toBeVisible();
  expect(await phone.evaluate('window.sameOne')).toBe(true);
  await phone.getByRole('button', { name: 'Use it now' }).click();
  await expect(phone.locator('meta[name=build]')).toHaveAttribute('content', 'next');
  await expect(alarm(phone)).toBeVisible();
  expect(await phone.evaluate('window.sameOne')).toBeUndefined();
});

test('the service worker sends a press that the page could not send when the network is back', async ({ phone, context, server }) => {
  await controlled(phone);
  const { cdp, id } = await workerTools(phone);
  await context.setOffline(true);
  await press(phone);
  await expect(phone.locator('#press-saved')).toHaveAttribute('data-done');
  await expect(phone.locator('#press')).toHaveAttribute('data-state', /sending|late/);
  // The page is gone before the network is back.
  await phone.goto('about:blank');
  await context.setOffline(false);
  await cdp.send('ServiceWorker.dispatchSyncEvent', { origin: server.origin, registrationId: id, tag: 'press', lastChance: false });
  await newestCallout(server);
  await cdp.send('ServiceWorker.dispatchSyncEvent', { origin: server.origin, registrationId: id, tag: 'press', lastChance: true });
  await context.grantPermissions(['geolocation'], { origin: server.origin });
  await context.setGeolocation(HOME);
  await phone.goto('/');
  await expect(phone.getByRole('heading', { name: 'Your call has arrived' })).toBeVisible();
  expect(server.count('SELECT count(*) FROM callout')).toBe(1);
});

test('every push is shown, whatever it contains', async ({ context, server }) => {
  await context.grantPermissions(['notifications'], { origin: server.origin });
  await signIn(context, server, RESIDENT);
  const page = await context.newPage();
  await page.goto('/');
  await controlled(page);
  const { cdp, id } = await workerTools(page);
  const deliver = (data: string) => cdp.send('ServiceWorker.deliverPushMessage', { origin: server.origin, registrationId: id, data });
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const all = await registration.getNotifications();
      return all.map(({ title, body, tag, data, actions }) => ({ title, body, tag, data, actions: actions.map(({ action }) => action) }));
    });
  // While it stops the worker, the browser sometimes drops what its tools deliver: then it is delivered again.
  let delivered = 0;
  const arrives = (data: string, see: () => Promise<unknown>, expected: unknown) =>
    expect(async () => {
      await deliver(data);
      delivered += 1;
      await expect.poll(see, { timeout: 5_000 }).toEqual(expected);
    }).toPass({ timeout: 30_000 });
  await page.evaluate(() => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    navigator.serviceWorker.addEventListener('message', ({ data }) => heard.push(data));
  });
  await arrives(JSON.stringify({ title: 'Rose Adeyemi asks for help', body: 'Security', path: '/staff/control/7', tag: 'callout-7', notification: 'n-1' }), shown, [
    { title: 'Rose Adeyemi asks for help', body: 'Security', tag: 'callout-7', data: { path: '/staff/control/7', notification: 'n-1' }, actions: ['acknowledge', 'open'] },
  ]);
  const heard = await page.evaluate<unknown[]>('window.heard');
  expect(heard.length, 'the page that waits for a test push hears of it').toBeGreaterThan(0);
  expect(heard.length, 'once a push').toBeLessThanOrEqual(delivered);
  expect(heard).toEqual(heard.map(() => ({ pushed: 'callout-7' })));
  // The same tag replaces it; a push that is not JSON, or empty, is shown too.
  await arrives(JSON.stringify({ title: 'Closed', tag: 'callout-7' }), async () => (await shown()).map(({ title }) => title), ['Closed']);
  const titles = async () => [...new Set((await shown()).map(({ title }) => title))].sort();
  await arrives('plain words', titles, ['Closed', 'plain words']);
  await arrives('', titles, ['Closed', 'Tocsin', 'plain words']);
});
