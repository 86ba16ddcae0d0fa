// Signing in, being refused, and the resident's own details.
import { Api } from './harness/control';
import { RESIDENT, alarm, errorSummary, expect, expectAccessible, signIn, test } from './harness/test';
import { word } from './harness/words';

test('a resident signs in and sees the alarm, also after going back', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: word('sign_in_first') }).click();
  await page.getByLabel('E-mail address').fill(RESIDENT);
  await page.getByLabel('Password').fill('tocsin-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(alarm(page)).toBeVisible();
  await page.goBack();
  await expect(alarm(page)).toBeVisible();
  await expect(page.getByLabel('Password')).toHaveCount(0);
  await page.reload();
  await expect(alarm(page)).toBeVisible();
  await expect(page.getByRole('link', { name: word('sign_in_first') })).toBeHidden();
});

test('empty fields are listed, and the summary links to them', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const summary = errorSummary(page);
  await expect(summary).toBeFocused();
  await expect(page).toHaveTitle(/^Error: /);
  await summary.getByRole('link', { name: 'Enter your password' }).click();
  await expect(page.getByLabel('Password')).toBeFocused();
  await expect(page.getByLabel('Password')).toHaveAccessibleDescription('Error: Enter your password');
  await expectAccessible(page, 'sign-in with complaints');
  await page.goto('/assistance');
  await expect(page).not.toHaveTitle(/Error/);
});

test('a wrong password is refused with help, and the typed text stays', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(RESIDENT);
  await page.getByLabel('Password').fill('not this');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Check both and try again.').first()).toBeVisible();
  await expect(page.getByLabel('E-mail address')).toHaveValue(RESIDENT);
});

test('the details sent with a callout can be changed', async ({ context, server }) => {
  await signIn(context, server, RESIDENT);
  const page = await context.newPage();
  await page.goto('/me');
  await page.getByLabel('Mobile number').fill('not a number');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(errorSummary(page)).toBeFocused();
  await page.getByLabel('Mobile number').fill('+44 7700 900123');
  await page.getByLabel('Number plate').fill('NEW 123');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Your details are saved.')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Number plate')).toHaveValue('NEW 123');
});

test('no script can read the cookie', async ({ context, server }) => {
  await signIn(context, server, RESIDENT);
  const page = await context.newPage();
  await page.goto('/');
  expect(await page.evaluate(() => document.cookie)).toBe('');
  const [cookie] = await context.cookies();
  // Over plain HTTP on loopback: WebKit would store no Secure cookie. Everywhere else it is `__Host-tocsin` and Secure.
  expect(cookie).toMatchObject({ name: 'tocsin', httpOnly: true, secure: false, sameSite: 'Strict' });
});

test('a person with a code chooses a password and is signed in', async ({ page, server }) => {
  const admin = await Api.signIn(server, 'admin@demo.example');
  const { code } = await admin.json<{ code: string }>('POST', '/password-resets', { email: RESIDENT });
  await page.goto(`/new-password#email=${encodeURIComponent(RESIDENT)}&code=${code}`);
  await expect(page.getByLabel('E-mail address')).toHaveValue(RESIDENT);
  await page.getByLabel('New password').fill('short');
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await expect(errorSummary(page)).toBeFocused();
  await expectAccessible(page, 'a password that is too short');
  await page.getByLabel('New password').fill('three good words');
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await expect(alarm(page)).toBeVisible();
  await page.goto(`/new-password#email=${encodeURIComponent(RESIDENT)}&code=${code}`);
  await page.getByLabel('New password').fill('another one again');
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await expect(page.getByText('Ask for a new one.').first()).toBeVisible();
});

test('a link opened signed out leads there also after choosing a password first', async ({ page, server }) => {
  const admin = await Api.signIn(server, 'admin@demo.example');
  const code = async (email: string) => (await admin.json<{ code: string }>('POST', '/password-resets', { email })).code;
  const choose = async (email: string) => {
    await page.getByRole('link', { name: 'Forgot your password, or have a code?' }).click();
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Code').fill(await code(email));
    await page.getByLabel('New password').fill('three good words');
    await page.getByRole('button', { name: 'Save and sign in' }).click();
  };
  await page.goto('/notifications?show=all');
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await choose(RESIDENT);
  await expect(page).toHaveURL(/\/notifications\?show=all$/);
  // Staff sign in on the page they requested.
  await page.context().clearCookies();
  await page.goto('/staff/tray?show=removed');
  await choose('officer@demo.example');
  await expect(page).toHaveURL(/\/staff\/tray\?show=removed$/, { timeout: 20_000 });
  // It never leads to another site.
  await page.context().clearCookies();
  await page.goto('/sign-in?next=https%3A%2F%2Fevil.example%2F');
  await choose(RESIDENT);
  await expect(alarm(page)).toBeVisible();
});
