// The drill: a test call end to end, each check with how to mend it, and the reminder a month later.
import { HOME, RESIDENT, alarm, expect, expectAccessible, press, signIn, test } from './harness/test';
import { word } from './harness/words';
import type { Page } from '@playwright/test';

test.use({ serviceWorkers: 'allow' });

function check(page: Page, title: string) {
  return page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) });
}

async function start(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start the test' }).click();
}

test('a phone that is ready: the test call goes through, and the reminder is gone for a month', async ({ phone, context, server }) => {
  test.setTimeout(90_000);
  await context.grantPermissions(['geolocation', 'notifications'], { origin: server.origin });
  await expect(phone.getByText(word('drill_due'))).toBeVisible();
  await phone.getByRole('link', { name: word('drill') }).click();
  await expect(phone.getByText('This phone was not tested yet.')).toBeVisible();
  await expectAccessible(phone, 'the drill before it began');
  await start(phone);
  await expect(check(phone, 'Signed in')).toContainText('As Rose Adeyemi.');
  await expect(check(phone, 'Your location')).toContainText('Found, within 12 m.');
  await expect(check(phone, 'Test call')).toContainText(/The control room has it: call \d+, answered in \d+\.\d s\./);
  // No push service can be reached from here, and that is what it says, after ten seconds.
  await expect(check(phone, 'Messages from afar')).toContainText('Push service unreachable.', { timeout: 30_000 });
  await expect(phone.getByText('This phone can call for help.')).toBeVisible();
  await expectAccessible(phone, 'the drill when it is over');

  expect(server.rows('SELECT classification_id, cancelled_by_customer FROM callout')).toEqual([{ classification_id: 2, cancelled_by_customer: 1 }]);
  expect(server.count('SELECT count(*) FROM responder_in_range'), 'a test rings nobody').toBe(0);
  await phone.getByRole('link', { name: 'Tocsin' }).click();
  await phone.reload();
  await expect(alarm(phone)).toBeVisible();
  await expect(phone.getByText(word('drill_due'))).toBeHidden();
  await expect(phone.getByText('Your test is open')).toBeVisible();

  // A real press beside it is a callout of its own, and ends the test.
  await press(phone);
  await expect.poll(() => server.rows('SELECT classification_id, status FROM callout ORDER BY id')).toEqual([
    { classification_id: 2, status: 'closed' },
    { classification_id: 1, status: 'created' },
  ]);
  await expect(phone.getByRole('heading', { name: 'Your call has arrived' })).toBeVisible({ timeout: 20_000 });

  await phone.evaluate(() => (localStorage.drill = String(Date.now() - 31 * 24 * 3600_000)));
  await phone.goto('/drill');
  await expect(phone.getByText(/^Last test: 31 days ago/)).toBeVisible();
});

test('what is wrong is named with how to mend it, and a month without a drill is told', async ({ page, context, server }) => {
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
  // A drill that failed is no drill: the reminder stays.
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
