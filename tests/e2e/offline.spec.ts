// The installed app: it opens and takes a press without a network, and its shortcut sends nothing by itself.
import type { Page } from '@playwright/test';
import { alarm, expect, newestCallout, press, test } from './harness/test';
import { word } from './harness/words';

test.use({ serviceWorkers: 'allow' });

/** Waits until the service worker controls the page. */
async function installed(phone: Page): Promise<void> {
  await phone.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((done) => setTimeout(done, 50));
  });
}

test('without a network the app opens, saves the press and sends it when the network is back', async ({ phone, context, server }) => {
  await installed(phone);
  await context.setOffline(true);
  await phone.reload();
  await alarm(phone).click();
  await phone.getByRole('button', { name: word('now') }).click();
  await expect(phone.locator('#press-saved')).toHaveAttribute('data-done');
  await expect(phone.getByRole('heading', { name: word('late') })).toBeVisible();
  expect(server.count('SELECT count(*) FROM callout')).toBe(0);
  await context.setOffline(false);
  const id = await newestCallout(server);
  await expect.poll(() => server.count(`SELECT count(*) FROM callout_location WHERE callout_id = ${id}`)).toBeGreaterThan(0);
  expect(server.count('SELECT count(*) FROM callout')).toBe(1);
});

test('reopened without a network, the page shows the last known responder, and continues when the network is back', async ({ phone, context, server, control }) => {
  await installed(phone);
  await press(phone);
  const id = await newestCallout(server);
  await control.act(id, 'acknowledge');
  await control.dispatchFirst(id);
  const plate = phone.locator('.coming__plate');
  await expect(plate).toBeVisible({ timeout: 20_000 });
  const known = await plate.innerText();
  await context.setOffline(true);
  await phone.reload();
  await expect(phone.getByRole('heading', { name: 'Help is on the way' })).toBeVisible();
  await expect(plate).toHaveText(known);
  await expect(phone.locator('#app').getByRole('link', { name: /^Ring / })).toBeVisible();
  await expect(phone.getByText('Your phone has no connection. What you see may be old.')).toBeVisible();
  await control.act(id, 'arrive');
  await context.setOffline(false);
  await expect(phone.getByRole('heading', { name: 'Help is here' })).toBeVisible({ timeout: 20_000 });
  expect(server.count('SELECT count(*) FROM callout')).toBe(1);
});

test('the installed app serves its own pages, and leaves every other address to the server', async ({ phone }) => {
  await installed(phone);
  for (const path of ['/d/nothing', '/api/openapi.json', '/v2/notifications', '/dev/outbox', '/staff/tray']) {
    const answer = await phone.goto(path);
    expect(answer?.fromServiceWorker(), path).toBe(false);
  }
  for (const path of ['/', '/me', '/sign-in']) {
    const answer = await phone.goto(path);
    expect(answer?.fromServiceWorker(), path).toBe(true);
  }
});

test("the shortcut's address sends nothing by itself, and then one tap sends at once", async ({ phone, server }) => {
  await phone.goto('/?armed');
  await expect(alarm(phone)).toBeVisible();
  // Longer than any countdown.
  await phone.waitForTimeout(4_000);
  expect(server.count('SELECT count(*) FROM callout')).toBe(0);
  await alarm(phone).click();
  await newestCallout(server);
});

test('browsers can install the app by its manifest', async ({ phone }) => {
  const session = await phone.context().newCDPSession(phone);
  const { errors } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.map((error) => error.errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
});
