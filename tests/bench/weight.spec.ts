// What comes over the wire before a page can be used, and while it is followed.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { CONTROLLER, RESIDENT, alarm, expect, newestCallout, press, signIn, test } from '../e2e/harness/test';
import { figure } from './figure';

const KB = 1000;
const root = fileURLToPath(new URL('../..', import.meta.url));

interface Load {
  path: string;
  bytes: number;
}

/** Every answer that the page takes from now on, with the bytes of its head and body as they came over the wire. */
async function watch(page: Page): Promise<Load[]> {
  const loads: Load[] = [];
  const paths = new Map<string, string>();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  cdp.on('Network.responseReceived', (event) => paths.set(event.requestId, new URL(event.response.url).pathname));
  cdp.on('Network.loadingFinished', (event) => {
    const path = paths.get(event.requestId);
    if (path !== undefined) loads.push({ path, bytes: event.encodedDataLength });
  });
  return loads;
}

/** Icons, the map library and pictures come after the page can be used. */
function counts({ path }: Load): boolean {
  return !/^\/(vendor|icons?)\/|\.(png|svg|ico)$/.test(path);
}

/** A page that listens to events is never idle: it has loaded when no answer came for a second. */
async function settled(loads: Load[]): Promise<void> {
  let before = -1;
  const unchanged = () => {
    const same = loads.length === before;
    before = loads.length;
    return same;
  };
  await expect.poll(unchanged, { intervals: [1000] }).toBe(true);
}

function report(title: string, loads: Load[], most?: number): void {
  const counted = loads.filter(counts);
  for (const { path, bytes } of counted) figure(`  ${path}`, bytes, 'B');
  figure(title, counted.reduce((sum, load) => sum + load.bytes, 0) / KB, 'KB', most);
}

test('first load of the resident page', async ({ page, context, server }) => {
  await signIn(context, server, RESIDENT);
  const loads = await watch(page);
  await page.goto('/', { waitUntil: 'networkidle' });
  await expect(alarm(page)).toBeVisible();
  report('first load, resident, every byte', loads, 175);
});

for (const [what, path, email, most] of [
  ['the tray', '/staff/tray', 'officer@demo.example', 330],
  ['the control room', '/staff/control', CONTROLLER, 340],
  ['the administration', '/staff/providers', 'admin@demo.example', 450],
] as const) {
  test(`first load of ${what}`, async ({ page, context, server }) => {
    await signIn(context, server, email);
    const loads = await watch(page);
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    await settled(loads);
    report(`first load, ${what}, every byte`, loads, most);
  });
}

test('first load of the television', async ({ page, context, server }) => {
  await signIn(context, server, RESIDENT);
  const loads = await watch(page);
  await page.goto('/tv');
  await expect(page.getByRole('heading', { name: 'Who do you need?' })).toBeVisible();
  await settled(loads);
  report('first load, the television, every byte', loads, 240);
});

/** Within an area a next page needs no code; another area's chunk is at most 200 KB. */
for (const [who, email, first] of [['an officer', 'officer@demo.example', '/staff/tray'], ['an admin', 'admin@demo.example', '/staff/providers']] as const) {
  test(`every page of ${who} after the first`, async ({ page, context, server }) => {
    await signIn(context, server, email);
    const loads = await watch(page);
    await page.goto(first);
    await settled(loads);
    const bar = page.getByRole('navigation', { name: 'Pages' });
    for (const name of await bar.getByRole('link').allTextContents()) {
      const before = loads.length;
      await bar.getByRole('link', { name, exact: true }).click();
      await expect(bar.getByRole('link', { name, exact: true })).toHaveAttribute('aria-current', 'page');
      await settled(loads);
      const code = loads.slice(before).filter(({ path }) => path.startsWith('/app/'));
      figure(`  next page, ${who}, ${name}: code`, code.reduce((sum, load) => sum + load.bytes, 0) / KB, 'KB', 200);
    }
    figure(`all pages of ${who}, every byte`, loads.filter(counts).reduce((sum, load) => sum + load.bytes, 0) / KB, 'KB');
  });
}

test('the shell', () => {
  const page = readFileSync(join(root, 'dist/index.html'), 'utf8');
  const shell = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('');
  expect(shell).toContain('indexedDB');
  figure('the shell, as it stands in the built page, brotli', brotliCompressSync(shell).length / 1024, 'KiB', 5);
});

test('one file after the other', () => {
  const build = readdirSync(join(root, 'dist/app'))[0];
  for (const folder of ['dist', `dist/app/${build}`]) {
    for (const name of readdirSync(join(root, folder)).filter((name) => /\.(wasm|js|html|css)$/.test(name))) {
      figure(`  ${name}, brotli 11`, brotliCompressSync(readFileSync(join(root, folder, name))).length, 'B');
    }
  }
});

test('one ten-second cycle of an open callout', async ({ phone, server, control }) => {
  await press(phone);
  const callout = await newestCallout(server);
  await control.act(callout, 'acknowledge');
  await expect(phone.getByText('A person has seen your call').first()).toBeVisible({ timeout: 20_000 });
  const loads = await watch(phone);
  const seconds = 40;
  await phone.waitForFunction((until) => Date.now() > until, Date.now() + seconds * 1000, { timeout: 60_000 });
  const requests = loads.filter((load) => load.path.startsWith('/api/'));
  figure('requests in one ten-second cycle', (requests.length * 10) / seconds, 'requests');
  figure('bytes of answers in one ten-second cycle', (requests.reduce((sum, load) => sum + load.bytes, 0) * 10) / seconds, 'B');
});

test('an unchanged poll', async ({ phone, server }) => {
  await press(phone);
  const callout = await newestCallout(server);
  const token = JSON.parse(
    execFileSync('curl', ['-s', '-H', 'Content-Type: application/json', '-d', `{"email":"${RESIDENT}","password":"tocsin-demo"}`, `${server.origin}/api/oauth/token`], { encoding: 'utf8' }),
  ).accessToken;
  await phone.close();
  const ask = (...more: string[]) =>
    execFileSync('curl', ['-s', '-i', '-H', `Authorization: Bearer ${token}`, ...more, `${server.origin}/api/callouts/${callout}?shouldIncludeRoute=true&shouldIncludeEvents=true`], { encoding: 'utf8' });
  const tag = /^etag: (.*)$/im.exec(ask())?.[1]?.trim();
  expect(tag, 'a callout has an ETag').toBeTruthy();
  const answer = ask('-H', `If-None-Match: ${tag}`);
  expect(answer).toMatch(/^HTTP\/1.1 304/);
  figure('an unchanged poll: bytes of the whole answer', answer.length, 'B', 200);
});
