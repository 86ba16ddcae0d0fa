// Pictures of each state of one alarm, as phone and desk, light and dark.
import { fileURLToPath } from 'node:url';
import { RESIDENT, alarm, expect, newestCallout, press, signIn, test } from '../harness/test';
import { word } from '../harness/words';
import { folder, look } from './look';

/** The README's two pictures. */
const pictures = fileURLToPath(new URL('../pictures', import.meta.url));
const ONE_POLL = { timeout: 13_000 };

test('one alarm in pictures', async ({ phone, desk, server, control }) => {
  await look(phone, '01-alarm');
  await look(desk, '02-queue-empty');
  await alarm(phone).click();
  await expect(phone.getByRole('button', { name: word('cancel') })).toBeVisible();
  await phone.screenshot({ path: `${folder}/03-countdown-phone-light.png`, fullPage: true, animations: 'disabled' });
  await phone.getByRole('button', { name: word('now') }).click();
  const callout = await newestCallout(server);
  await expect(phone.getByRole('heading', { name: 'Your call has arrived' })).toBeVisible();
  await look(phone, '04-received');
  await desk.getByRole('link', { name: /Rose Adeyemi/ }).first().click(ONE_POLL);
  await expect(desk.getByRole('button', { name: 'Acknowledge', exact: true })).toBeVisible();
  await look(desk, '05-new-callout');
  await control.act(callout, 'acknowledge');
  await control.dispatchFirst(callout);
  await control.act(callout, 'reply', { message: 'Somebody is coming to the back door.' });
  await expect(phone.getByRole('log')).toContainText('back door', ONE_POLL);
  await look(phone, '06-on-the-way');
  await expect(desk.getByText('Responder on the way').first()).toBeVisible(ONE_POLL);
  await phone.screenshot({ path: `${pictures}/phone.png`, animations: 'disabled' });
  await desk.screenshot({ path: `${pictures}/control.png`, animations: 'disabled' });
  await look(desk, '07-dispatched');
  await phone.getByText('I am safe now').click();
  await look(phone, '08-safe-question');
  await phone.getByText('Not yet').click();
  await control.act(callout, 'arrive');
  await expect(phone.getByRole('heading', { name: 'Help is here' })).toBeVisible(ONE_POLL);
  await look(phone, '09-arrived');
  await control.complete(callout);
  await control.close(callout);
  await expect(phone.getByRole('heading', { name: 'Your call is closed' })).toBeVisible(ONE_POLL);
  await look(phone, '10-closed');
  await look(desk, '11-closed');
  await desk.goto('/staff/control?state=closed');
  await look(desk, '12-queue-closed');
  await desk.goto('/staff/control/vehicles');
  await look(desk, '13-vehicles');
});

test('pages around it', async ({ phone, page }) => {
  await phone.goto('/me');
  await expect(phone.getByLabel('Mobile number')).toBeVisible();
  await look(phone, '20-my-details');
  await phone.goto('/no-such-page');
  await look(phone, '21-nothing-here');
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await look(page, '22-sign-in');
  await page.goto('/staff/sign-in');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await look(page, '23-staff-sign-in');
});

test.describe('with a service worker', () => {
  test.use({ serviceWorkers: 'allow' });

  test('the drill', async ({ phone, context, server }) => {
    await context.grantPermissions(['geolocation', 'notifications'], { origin: server.origin });
    await phone.goto('/drill');
    await expect(phone.getByRole('button', { name: 'Start the test' })).toBeVisible();
    await look(phone, '30-drill');
    await phone.getByRole('button', { name: 'Start the test' }).click();
    await expect(phone.getByText('This phone can call for help.')).toBeVisible({ timeout: 60_000 });
    await look(phone, '31-drill-done');
    await context.clearCookies();
    await phone.goto('/drill');
    await phone.getByRole('button', { name: 'Start the test' }).click();
    await expect(phone.getByText('This phone cannot call for help now.')).toBeVisible({ timeout: 40_000 });
    await look(phone, '32-drill-not-ready');
  });
});

test('what goes wrong while a callout is open', async ({ phone, context, server }) => {
  await press(phone);
  await newestCallout(server);
  await expect(phone.getByRole('heading', { name: 'Your call has arrived' })).toBeVisible();
  await phone.getByText('Map', { exact: true }).click();
  await expect(phone.locator('.map__label')).toBeVisible({ timeout: 20_000 });
  await look(phone, '40-map-of-oneself');
  await context.setOffline(true);
  await expect(phone.getByText('Your phone has no connection.')).toBeVisible();
  await look(phone, '41-offline');
  await context.setOffline(false);
  await context.request.delete(`${server.origin}/api/session`, { headers: { Origin: server.origin } });
  await expect(phone.getByText('You are signed out, so the control room')).toBeVisible({ timeout: 25_000 });
  await look(phone, '42-signed-out');
});

test('before anything has loaded', async ({ context, page, server }) => {
  await context.route(/\.(wasm|js)$/, (route) => route.abort());
  await page.goto('/');
  await look(page, '50-signed-out');
  await signIn(context, server, RESIDENT);
  await page.reload();
  await press(page);
  await newestCallout(server);
  await expect(page.getByText('Keep this page open.').first()).toBeVisible();
  await look(page, '51-received-without-wasm');
});
