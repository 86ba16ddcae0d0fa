// A page belongs to the account it was drawn for: when its session ends the page says so, and when another account signs in
// in another tab nothing more can be done in it.
import type { Browser } from '@playwright/test';
import { type Desk, OFFICER, Officer, SECOND_OFFICER, openTab, openTray, row } from './harness/office';
import { expect, expectAccessible, signIn, test as base } from './harness/test';

const ADMIN = 'admin@demo.example';
/** The longest time until the end of a session is shown. */
const TOLD = { timeout: 15_000 };

const test = base.extend<{ office: Officer; tray: Desk }>({
  office: async ({ server }, use) => {
    server.emptyTrays();
    await use(await Officer.signIn(server, SECOND_OFFICER));
  },
  tray: async ({ browser, server, office }, use) => {
    await office.tell({ message: 'Charges for Acacia Avenue', targetType: 'LegalDisrepair', requireAction: true, user: OFFICER });
    const desk = await openTray(browser as Browser, server);
    await use(desk);
    expect(desk.errors, 'no script failed').toEqual([]);
    await desk.context.close();
  },
});

test('a tray whose session ended elsewhere says so at once', async ({ tray: { page, context } }) => {
  await expect(row(page, 'Charges for Acacia Avenue')).toBeVisible();
  const second = await openTab(context);
  await second.page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByText('You are signed out').first()).toBeVisible(TOLD);
  await expectAccessible(page, 'a tray whose session has ended');
  await page.getByRole('alert').getByRole('button', { name: 'Sign in' }).first().click();
  await expect(page.getByLabel('Password')).toBeVisible();
});

test('a tab does nothing in the name of an account that signed in in another tab', async ({ tray: { page, context }, server }) => {
  const decided = () => server.count("SELECT count(*) FROM notification_history WHERE action = 'Approved'");
  const before = decided();
  const approve = row(page, 'Charges for Acacia Avenue').getByRole('button', { name: /Approve/ });
  await expect(approve).toBeVisible();
  // The page only learns of it by the refusal of an action.
  await page.route('**/api/events*', (route) => route.abort());
  await page.route('**/api/session', (route) => route.abort());
  await signIn(context, server, SECOND_OFFICER);
  const refused = page.waitForResponse((answer) => answer.request().method() !== 'GET' && answer.status() === 409);
  await approve.press('Enter');
  await page.unroute('**/api/session');
  await page.getByRole('dialog').getByRole('button', { name: 'I have seen this' }).press('Enter');
  await refused;
  await expect(page.getByText(/^Oona Evans has signed in in this browser/)).toBeVisible(TOLD);
  await expectAccessible(page, 'a tab of somebody who is no longer signed in');
  expect(decided()).toBe(before);
  await page.unroute('**/api/events*');
  await page.getByRole('dialog').getByRole('button', { name: 'Not now' }).click();
  await page.getByRole('button', { name: /^Go on as/ }).click();
  await expect(page.getByText(/has signed in in this browser/)).toHaveCount(0);
});

test('a form on another page does nothing in the name of another account', async ({ browser, server }) => {
  const context = await (browser as Browser).newContext({ baseURL: server.origin, viewport: { width: 1280, height: 800 }, locale: 'en-GB', serviceWorkers: 'block' });
  await signIn(context, server, ADMIN);
  const { page, errors } = await openTab(context, '/staff/accounts?account=new');
  await page.getByLabel('E-mail address').fill('new.officer@acme.example');
  await page.getByLabel('First name').fill('New Officer');
  const users = server.count('SELECT count(*) FROM user');
  await signIn(context, server, 'manager@demo.example');
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await expect(page.getByText(/has signed in in this browser/)).toBeVisible(TOLD);
  await expect(page.getByLabel('E-mail address'), 'what was typed stays').toHaveValue('new.officer@acme.example');
  expect(server.count('SELECT count(*) FROM user')).toBe(users);
  expect(errors).toEqual([]);
  await context.close();
});
