// The press, from finger to receipt, and everything that may be missing while it happens.
import { type BrowserContext, type Page } from '@playwright/test';
import { HOME, RESIDENT, alarm, expect, newestCallout, press, signIn, test } from './harness/test';
import { word } from './harness/words';

const receipts = ['step_saved', 'step_sending', 'step_received', 'step_acknowledged'].map(word);

/** A receipt that has arrived has its time beside it. */
function receipt(page: Page, name: string) {
  return page.getByRole('listitem').filter({ hasText: name }).filter({ hasText: /\d\d:\d\d:\d\d/ });
}

async function phoneOf(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto('/');
  await expect(alarm(page)).toBeVisible();
  return page;
}

test('four receipts, each with its time, even when no wasm ever arrives', async ({ context, server, control }) => {
  await context.route(/\.wasm$/, (route) => route.abort());
  await signIn(context, server, RESIDENT);
  const page = await phoneOf(context);

  await press(page);
  for (const name of receipts.slice(0, 3)) await expect(receipt(page, name)).toBeVisible();
  await expect(page.getByRole('heading', { name: word('received') })).toBeVisible();
  await expect(receipt(page, receipts[3])).toHaveCount(0);

  await control.act(await newestCallout(server), 'acknowledge');
  await expect(receipt(page, receipts[3])).toBeVisible();
  await expect(page.getByRole('heading', { name: word('acknowledged') })).toBeVisible();
  expect(server.count('SELECT count(*) FROM callout')).toBe(1);
});

test('the countdown sends by itself', async ({ phone, server }) => {
  const tapped = Date.now();
  await alarm(phone).click();
  await expect(phone.getByRole('heading', { name: word('counting') })).toBeVisible();
  await newestCallout(server);
  const [row] = server.rows<{ pressed_at: number; created_at: number }>('SELECT pressed_at, created_at FROM callout');
  expect(row.created_at - tapped).toBeGreaterThanOrEqual(2_900);
  expect(row.pressed_at - tapped, 'the finger, not the sending, is what is recorded').toBeLessThan(1_500);
});

test('a press that is cancelled in time is never sent', async ({ phone, server }) => {
  await alarm(phone).click();
  await phone.getByRole('button', { name: word('cancel') }).click();
  await expect(alarm(phone)).toBeVisible();
  await expect(phone.getByText(word('cancelled'))).toBeVisible();
  // A cancelled record stays cancelled after a reload, which is when stored records are sent.
  await phone.reload();
  await expect(alarm(phone)).toBeVisible();
  await expect(phone.getByRole('heading', { name: word('idle') })).toBeVisible();
  await expect(phone.getByText(word('cancelled'))).toBeHidden();
  expect(server.count('SELECT count(*) FROM callout')).toBe(0);
});

test('holding the button sends at once', async ({ phone, server }) => {
  await alarm(phone).hover();
  const began = Date.now();
  await phone.mouse.down();
  await newestCallout(server);
  await phone.mouse.up();
  expect(server.count('SELECT created_at FROM callout') - began).toBeLessThan(2_500);
  expect(server.count('SELECT count(*) FROM callout')).toBe(1);
});

test('the keyboard does what a finger does', async ({ phone, server }) => {
  await alarm(phone).focus();
  await phone.keyboard.press('Enter');
  await expect(phone.getByRole('heading', { name: word('counting') })).toBeVisible();
  await phone.keyboard.press('Space');
  await newestCallout(server);
});

test('medical help can be requested', async ({ phone, server }) => {
  await phone.getByText('Medical').click();
  await press(phone);
  await newestCallout(server);
  expect(server.count('SELECT response_type_id FROM callout')).toBe(2);
});

test('leaving the page while it counts sends it', async ({ phone, server, context }) => {
  await alarm(phone).click();
  await expect(phone.getByRole('button', { name: word('cancel') })).toBeVisible();
  await phone.close();
  await newestCallout(server);
  expect(server.count('SELECT count(*) FROM callout')).toBe(1);
  expect(context.pages()).toHaveLength(0);
});

test('lost responses still make one callout', async ({ context, server }) => {
  // Without wasm the shell only has its retries; the server stores each of them, and the phone never receives an answer.
  await context.route(/\.wasm$/, (route) => route.abort());
  await signIn(context, server, RESIDENT);
  const page = await phoneOf(context);
  let lost = 0;
  await page.route('**/api/callouts', async (route) => {
    if (route.request().method() !== 'POST' || lost >= 3) return route.continue();
    await route.fetch();
    lost += 1;
    return route.abort();
  });
  await press(page);
  await expect(page.getByRole('heading', { name: word('received') })).toBeVisible({ timeout: 30_000 });
  expect(lost).toBe(3);
  expect(server.count('SELECT count(*) FROM callout')).toBe(1);
});

test('without a network the telephone comes first, and the press is sent when the network is back', async ({ phone, server, context }) => {
  await context.setOffline(true);
  await press(phone);
  await expect(phone.getByRole('heading', { name: word('late') })).toBeVisible({ timeout: 20_000 });
  await expect(phone.getByRole('link', { name: /Ring/ })).toHaveAttribute('href', /^tel:/);
  expect(server.count('SELECT count(*) FROM callout')).toBe(0);
  await context.setOffline(false);
  await newestCallout(server);
  await expect(phone.getByRole('heading', { name: 'Your call has arrived' })).toBeVisible();
});

test('a press made while signed out is kept and sent right after signing in', async ({ page, server }) => {
  await page.goto('/');
  await press(page);
  await expect(page.getByRole('heading', { name: word('out') })).toBeVisible();
  await page.getByRole('link', { name: word('sign_in') }).click();
  await page.getByLabel('E-mail address').fill(RESIDENT);
  await page.getByLabel('Password').fill('tocsin-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await newestCallout(server);
  expect(server.count('SELECT count(*) FROM callout')).toBe(1);
});

test.describe('location never refuses a callout', () => {
  test('denied', async ({ context, server }) => {
    await signIn(context, server, RESIDENT);
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Browser.setPermission', { permission: { name: 'geolocation' }, setting: 'denied', origin: server.origin });
    await page.goto('/');
    await press(page);
    const callout = await newestCallout(server);
    await expect(page.getByText('Your phone does not allow location.')).toBeVisible();
    expect(server.count(`SELECT count(*) FROM callout_location WHERE callout_id = ${callout}`)).toBe(0);
    // The reason is reported, so the controller does not wait for a position that cannot come.
    await expect.poll(() => server.rows(`SELECT no_fix FROM callout WHERE id = ${callout}`)).toEqual([{ no_fix: 'denied' }]);
  });

  test('unavailable', async ({ context, server }) => {
    await context.grantPermissions(['geolocation'], { origin: server.origin });
    await signIn(context, server, RESIDENT);
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Emulation.setGeolocationOverride', {});
    await page.goto('/');
    await press(page);
    const callout = await newestCallout(server);
    await expect(page.getByText('Your phone cannot tell where you are.')).toBeVisible({ timeout: 30_000 });
    await expect
      .poll(() => server.rows(`SELECT no_fix FROM callout WHERE id = ${callout}`), { timeout: 30_000 })
      .toEqual([{ no_fix: 'unavailable' }]);
  });

  test('approximate', async ({ context, server }) => {
    await context.grantPermissions(['geolocation'], { origin: server.origin });
    await context.setGeolocation({ ...HOME, accuracy: 1500 });
    await signIn(context, server, RESIDENT);
    const page = await phoneOf(context);
    await press(page);
    const callout = await newestCallout(server);
    await expect(page.getByText('Your phone gives only a rough location, within 1.5 km.')).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(/Precise location/i)).toBeVisible();
    await expect
      .poll(() => server.count(`SELECT max(accuracy) FROM callout_location WHERE callout_id = ${callout}`), { timeout: 60_000 })
      .toBe(1500);
  });
});
