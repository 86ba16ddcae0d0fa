// The drill: a test call end to end, each check with instructions after a failure, and the reminder a month later.
import { HOME, RESIDENT, alarm, expect, expectAccessible, press, signIn, test } from './harness/test';
import { PushService } from './harness/push-service';
import { word } from './harness/words';
import type { Page } from '@playwright/test';

test.use({ serviceWorkers: 'allow' });

function check(page: Page, title: string) {
  return page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) });
}

async function start(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start the test' }).click();
}

/** Like a browser whose push service is unreachable: it never answers. */
function withoutPushService(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    PushManager.prototype.subscribe = () => new Promise(() => {});
  });
}

test('a phone that is ready: the test call goes through, and the reminder is gone for a month', async ({ phone, context, server }) => {
  test.setTimeout(90_000);
  await context.grantPermissions(['geolocation', 'notifications'], { origin: server.origin });
  await withoutPushService(phone);
  await phone.reload();
  await expect(phone.getByText(word('drill_due'))).toBeVisible();
  await phone.getByRole('link', { name: word('drill') }).click();
  await expect(phone.getByText('This phone was not tested yet.')).toBeVisible();
  await expectAccessible(phone, 'the drill before it began');
  await start(phone);
  await expect(check(phone, 'Signed in')).toContainText('As Rose Adeyemi.');
  await expect(check(phone, 'Your location')).toContainText('Found, within 12 m.');
  await expect(check(phone, 'Test call')).toContainText(/The control room has it: call \d+, answered in \d+\.\d s\./);
  await expect(check(phone, 'Messages from afar')).toContainText('Push service unreachable.', { timeout: 30_000 });
  await expect(phone.getByText('This phone can call for help.')).toBeVisible();
  await expectAccessible(phone, 'the drill when it is over');

  expect(server.rows('SELECT classification_id, cancelled_by_resident, status FROM callout'), 'a drill ends its own callout').toEqual([
    { classification_id: 2, cancelled_by_resident: 1, status: 'closed' },
  ]);
  expect(server.count('SELECT count(*) FROM responder_in_range WHERE requested = 1'), 'a test rings nobody').toBe(0);
  await phone.getByRole('link', { name: 'Tocsin' }).click();
  await phone.reload();
  await expect(alarm(phone)).toBeVisible();
  await expect(phone.getByText(word('drill_due'))).toBeHidden();

  // A real press is a callout of its own.
  await press(phone);
  await expect.poll(() => server.rows('SELECT classification_id, status FROM callout ORDER BY id')).toEqual([
    { classification_id: 2, status: 'closed' },
    { classification_id: 1, status: 'created' },
  ]);
  await expect(phone.getByRole('heading', { name: 'Your call has arrived' })).toBeVisible({ timeout: 20_000 });

  await phone.evaluate(() => (localStorage.drill = String(Date.now() - 31 * 24 * 3600_000)));
  await phone.goto('/drill');
  await expect(phone.getByText(/^Last test: 31\sdays\sago/)).toBeVisible();
});

test('a failed check comes with instructions, and a month without a drill is shown', async ({ page, context, server }) => {
  test.setTimeout(90_000);
  await page.goto('/drill');
  await start(page);
  await expect(check(page, 'Signed in')).toContainText('Nobody is signed in on this phone.');
  await expect(check(page, 'Signed in').getByRole('link', { name: 'Sign in' })).toBeVisible();
  await expect(check(page, 'Your location')).toContainText('This phone does not allow location.');
  await expect(check(page, 'Your location')).toContainText('iPhone: Settings');
  await expect(check(page, 'Test call')).toContainText('To mend');
  await expect(check(page, 'On the Home screen')).toContainText('Add to Home Screen');
  await expect(page.getByText('This phone cannot call for help now.')).toBeVisible({ timeout: 30_000 });
  expect(server.count('SELECT count(*) FROM callout')).toBe(0);
  // A failed drill does not count: the reminder stays.
  await page.goto('/');
  await expect(page.getByText(word('drill_due'))).toBeVisible();

  await signIn(context, server, RESIDENT);
  await context.grantPermissions(['geolocation'], { origin: server.origin });
  await context.setGeolocation({ ...HOME, accuracy: 1500 });
  await page.goto('/drill');
  await start(page);
  await expect(check(page, 'Your location')).toContainText('Found only roughly, within 1500 m.', { timeout: 30_000 });
  await expect(check(page, 'Your location')).toContainText('Use precise location');
});

test.describe('with a local push service', () => {
  test.use({ serverFlags: ['--allow-internal-webhooks'] });

  test('a push goes from the server to the service worker and back to the server', async ({ phone, context, server }) => {
    await context.grantPermissions(['geolocation', 'notifications'], { origin: server.origin });
    const cdp = await context.newCDPSession(phone);
    const registration = new Promise<string>((done) => {
      cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => registrations[0] && done(registrations[0].registrationId));
    });
    await cdp.send('ServiceWorker.enable');
    const service = await PushService.start(async (message) => {
      await cdp.send('ServiceWorker.deliverPushMessage', { origin: server.origin, registrationId: await registration, data: JSON.stringify(message) });
    });
    try {
      await phone.addInitScript((subscription) => {
        PushManager.prototype.subscribe = async () => ({ toJSON: () => subscription }) as unknown as PushSubscription;
      }, service.subscription);
      await phone.goto('/drill');
      await start(phone);
      await expect(check(phone, 'Messages from afar')).toContainText(/A message from the control room arrived in \d+\.\d s\./, { timeout: 40_000 });
      await expect.poll(() => server.count('SELECT count(*) FROM push_subscription WHERE received_at >= tested_at'), { message: 'the receipt' }).toBe(1);
    } finally {
      service.stop();
    }
  });
});
