// One app: no link between pages reloads the page, an area that cannot be loaded says so, and Back and Forward keep the
// scroll position.
import type { Page } from '@playwright/test';
import { expect, signIn, test } from './harness/test';

const NOT_LOADED = /This page did not load\./;

/** Until the app runs, a link is a plain link. */
const running = (page: Page) => expect.poll(() => page.evaluate(() => document.getElementById('app')?.childNodes.length)).toBeGreaterThan(0);

test('no link between staff pages reloads the page, and title and focus follow', async ({ context, server }) => {
  await signIn(context, server, 'admin@demo.example');
  const page = await context.newPage();
  await page.goto('/staff/');
  await expect(page).toHaveURL(/\/staff\/providers$/);
  let loads = 0;
  page.on('load', () => (loads += 1));
  const bar = page.getByRole('navigation', { name: 'Pages' });
  const names = await bar.getByRole('link').allTextContents();
  expect(names.length).toBeGreaterThan(8);
  // The first is the page that is open.
  for (const name of [...names.slice(1), ...names.slice(0, 1)]) {
    await bar.getByRole('link', { name, exact: true }).click();
    await expect(bar.getByRole('link', { name, exact: true })).toHaveAttribute('aria-current', 'page');
    await expect(page.getByRole('main')).toBeFocused();
    await expect(page).toHaveTitle(/ · Tocsin$/);
    await expect(page.getByRole('main').getByRole('heading', { level: 1 }).first()).toBeVisible();
  }
  expect(loads, 'pages loaded').toBe(0);
});

test('a resident opens all their pages, and the staff\'s sign-in, without a page load', async ({ phone }) => {
  await running(phone);
  let loads = 0;
  phone.on('load', () => (loads += 1));
  await phone.getByRole('link', { name: 'My details' }).click();
  await expect(phone.getByRole('heading', { name: 'My details' })).toBeVisible();
  await expect(phone.getByRole('link', { name: 'My details' })).toHaveAttribute('aria-current', 'page');
  await phone.getByRole('link', { name: 'Assistance' }).click();
  await expect(phone.getByRole('heading', { level: 1 })).toBeVisible();
  await phone.getByRole('link', { name: /^Notifications/ }).click();
  await expect(phone.getByRole('heading', { name: 'Notifications' })).toBeVisible();
  await phone.getByRole('link', { name: 'Tocsin' }).click();
  await expect(phone.getByRole('button', { name: /Call for help/ })).toBeVisible();
  expect(loads, 'pages loaded').toBe(0);
});

test('an area that cannot be loaded says so, and appears after a retry', async ({ context, server }) => {
  await signIn(context, server, 'officer@demo.example');
  const page = await context.newPage();
  await context.route('**/split_tray.wasm', (route) => route.abort());
  await page.goto('/staff/tray');
  await expect(page.getByRole('alert').filter({ hasText: NOT_LOADED })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Pages' }), 'the rest of the app goes on').toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('alert').filter({ hasText: NOT_LOADED })).toBeVisible();
  await context.unroute('**/split_tray.wasm');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'Tray' })).toBeVisible();
  await expect(page.getByText(NOT_LOADED)).toBeHidden();
});

test('Back and Forward move through the pages, and a link after them changes the address', async ({ context, server }) => {
  await signIn(context, server, 'officer@demo.example');
  const page = await context.newPage();
  await page.goto('/staff/tray');
  const bar = page.getByRole('navigation', { name: 'Pages' });
  const at = async (name: string, path: string) => {
    await expect(bar.getByRole('link', { name, exact: true })).toHaveAttribute('aria-current', 'page');
    await expect(page).toHaveURL(new RegExp(`${path}$`));
  };
  await bar.getByRole('link', { name: 'Visits' }).click();
  await at('Visits', '/staff/visits');
  await bar.getByRole('link', { name: 'Coverage' }).click();
  await at('Coverage', '/staff/coverage');
  await page.goBack();
  await at('Visits', '/staff/visits');
  await page.goForward();
  await at('Coverage', '/staff/coverage');
  await bar.getByRole('link', { name: 'Visits' }).click();
  await at('Visits', '/staff/visits');
  await page.goBack();
  await at('Coverage', '/staff/coverage');
});

test('a form with unsaved changes is left by a link or Back only after confirmation', async ({ context, server }) => {
  await signIn(context, server, 'admin@demo.example');
  const page = await context.newPage();
  await page.goto('/staff/providers');
  await page.getByRole('link', { name: 'Register a provider' }).first().click();
  const name = page.getByLabel('Name for staff');
  await name.fill('Half typed');
  const question = page.getByRole('dialog');
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Coverage' }).click();
  await expect(question).toBeVisible();
  await question.getByRole('button', { name: 'Stay' }).click();
  await expect(question).toBeHidden();
  await expect(page).toHaveURL(/\/staff\/providers\/new$/);
  await page.goBack();
  await expect(question).toBeVisible();
  await expect(page).toHaveURL(/\/staff\/providers\/new$/);
  await expect(name).toHaveValue('Half typed');
  await question.getByRole('button', { name: 'Leave' }).click();
  await expect(page).toHaveURL(/\/staff\/providers$/);
  await expect(page.getByRole('heading', { name: 'Providers' })).toBeVisible();
});

test('a link to a page of the server is followed by the browser', async ({ phone }) => {
  await running(phone);
  await phone.evaluate(() => {
    const link = Object.assign(document.createElement('a'), { href: '/api/docs', textContent: 'The API' });
    document.getElementById('main')?.prepend(link);
  });
  await phone.getByRole('link', { name: 'The API' }).click();
  await expect(phone).toHaveURL(/\/api\/docs$/);
  await expect(phone.getByText('/api/oauth/token').first()).toBeVisible();
});

test('signing in in place of a page opens that page, with its title', async ({ page }) => {
  await page.goto('/staff/tray');
  await expect(page).toHaveTitle('Sign in · Tocsin');
  await page.getByLabel('E-mail address').fill('officer@demo.example');
  await page.getByLabel('Password').fill('tocsin-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Tray' })).toBeVisible();
  await expect(page).toHaveTitle(/Tray · Tocsin$/);
  await expect(page).toHaveURL(/\/staff\/tray$/);
});
