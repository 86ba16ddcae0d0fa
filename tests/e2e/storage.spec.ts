// A phone whose storage is full or breaks, in a real browser: help is called all the same, and no older press comes back.
import type { Page } from '@playwright/test';
import { RESIDENT, alarm, expect, newestCallout, press, signIn, test } from './harness/test';
import { word } from './harness/words';

/** Failures of a browser's storage, each run in the page. */
const ILLNESSES: Record<string, string> = {
  'every write throws': "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }",
  'every write aborts': 'const put = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = function (...all) { const asked = put.apply(this, all); this.transaction.abort(); return asked; }',
  'every commit aborts': "const put = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = function (...all) { const asked = put.apply(this, all), work = this.transaction; asked.addEventListener('success', () => work.abort()); return asked; }",
  'no transaction begins': "IDBDatabase.prototype.transaction = () => { throw new DOMException('closing', 'InvalidStateError'); }",
  'nothing is ever answered': "for (const event of ['onsuccess', 'onerror']) Object.defineProperty(IDBRequest.prototype, event, { set() {} })",
  'writes are dropped in silence': 'IDBObjectStore.prototype.put = function () { return this.get(0); }',
};

async function saysSaved(page: Page): Promise<boolean> {
  return page.locator('#press-saved').evaluate((row) => row.hasAttribute('data-done'));
}

for (const [illness, script] of Object.entries(ILLNESSES)) {
  test(`when ${illness}, and nothing was stored before, help is called`, async ({ context, server }) => {
    await context.route(/\.wasm$/, (route) => route.abort());
    await context.addInitScript(script);
    await signIn(context, server, RESIDENT);
    const page = await context.newPage();
    await page.goto('/');
    await alarm(page).click();
    await expect(page.getByRole('heading', { name: word('counting') })).toBeVisible();
    await newestCallout(server);
    await expect(page.getByRole('heading', { name: word('received') })).toBeVisible();
    expect(await saysSaved(page), 'it is not saved on this phone').toBe(false);
    expect(server.count('SELECT count(*) FROM callout')).toBe(1);
    expect(server.count('SELECT created_at - pressed_at FROM callout'), 'the countdown ran').toBeGreaterThanOrEqual(2_900);
  });

  test(`when ${illness}, and an older acknowledged callout was stored, help is called again`, async ({ context, server, control }) => {
    await context.route(/\.wasm$/, (route) => route.abort());
    await signIn(context, server, RESIDENT);
    const page = await context.newPage();
    await page.goto('/');
    await press(page);
    const first = await newestCallout(server);
    await control.act(first, 'acknowledge');
    await expect(page.getByRole('heading', { name: word('acknowledged') })).toBeVisible();
    await control.close(first);
    await page.evaluate(script);
    // A touch within three seconds of the receipt is not one more press.
    await expect.poll(() => page.evaluate('Date.now() - tocsin.record.receivedAt')).toBeGreaterThan(3_000);
    await page.getByRole('button', { name: word('again') }).click();
    // Whatever the disk returns, the press is not replaced by what is stored there.
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect(page.getByRole('heading', { name: word('acknowledged') })).toBeHidden();
    await expect.poll(() => server.count('SELECT count(*) FROM callout')).toBe(2);
    await expect(page.getByRole('heading', { name: word('received') })).toBeVisible();
  });
}

test('a full local storage hides nothing: a signed-out person is shown so', async ({ context }) => {
  await context.addInitScript("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; Object.defineProperty(window, 'localStorage', { value: new Proxy({}, { set() { throw new DOMException('full', 'QuotaExceededError'); } }) })");
  const page = await context.newPage();
  await page.goto('/');
  await expect(page.getByText(word('signed_out'))).toBeVisible();
});
