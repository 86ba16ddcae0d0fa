// Asking for assistance on the phone, and answering as a supporter.
import { Api } from './harness/control';
import { Endpoint, registerDevice } from './harness/outside';
import { RESIDENT, expect, expectAccessible, signIn, test } from './harness/test';

const ONE_POLL = { timeout: 10_000 };

test.use({ serverFlags: ['--allow-internal-webhooks', '--simulator', 'off'] });

test('a resident asks, a supporter answers, and the resident sees it', async ({ browser, context, page, server }) => {
  const pushService = await Endpoint.answering(201);
  await registerDevice(await Api.signIn(server, 'supporter@demo.example'), pushService);
  await signIn(context, server, RESIDENT);
  await page.goto('/');
  await page.getByRole('link', { name: 'Assistance' }).click();
  await expect(page.getByRole('heading', { name: 'Ask for assistance' })).toBeVisible(ONE_POLL);
  await expectAccessible(page, 'whom one can ask');
  await page.getByRole('button', { name: 'My daughter Sue' }).click();
  const question = page.getByRole('group', { name: 'Ask My daughter Sue?' });
  await expectAccessible(page, 'whether one is sure');
  await question.getByRole('button', { name: 'Not now' }).click();
  await expect(page.getByRole('button', { name: 'My daughter Sue' })).toBeFocused();
  expect(server.count('SELECT count(*) FROM assistance_request')).toBe(0);
  await page.getByRole('button', { name: 'My daughter Sue' }).click();
  await question.getByRole('button', { name: 'Yes' }).click();
  await expect(page.getByRole('heading', { name: 'My daughter Sue has your request' })).toBeVisible(ONE_POLL);
  await expect(page.getByText('Nobody has answered yet.')).toBeVisible();
  await expectAccessible(page, 'a request that waits');

  const other = await browser.newContext({ baseURL: server.origin, viewport: { width: 412, height: 823 } });
  const phone = await other.newPage();
  await phone.goto('/sign-in');
  await phone.getByLabel('E-mail address').fill('supporter@demo.example');
  await phone.getByLabel('Password').fill('tocsin-demo');
  await phone.getByRole('button', { name: 'Sign in' }).click();
  await expect(phone.getByRole('heading', { name: 'Who needs you' })).toBeVisible(ONE_POLL);
  await expect(phone.getByRole('region', { name: 'Your devices' })).toContainText('A phone', ONE_POLL);
  await expectAccessible(phone, 'who needs a supporter');
  await phone.getByRole('link', { name: /Rose Adeyemi asks for you/ }).click();
  await phone.getByRole('button', { name: 'I am coming' }).click();
  await expect(phone.getByText('You said that you are coming.')).toBeVisible(ONE_POLL);
  await expect(phone.getByRole('button', { name: 'I cannot come' })).toBeHidden();
  await phone.getByRole('button', { name: 'Change my answer' }).click();
  await expect(phone.getByRole('button', { name: 'I cannot come' })).toBeVisible();
  await phone.getByRole('button', { name: 'Keep my answer' }).click();
  await expectAccessible(phone, 'an answer');

  await expect(page.getByRole('heading', { name: /is coming$/ })).toBeVisible(ONE_POLL);
  await page.reload();
  await expect(page.getByRole('heading', { name: /is coming$/ })).toBeVisible(ONE_POLL);
  await page.goto('/assistance');
  await expect(page.getByRole('link', { name: /is coming$/ })).toBeVisible(ONE_POLL);
  await expectAccessible(page, 'what was asked');
  await other.close();
  pushService.close();
});

test('a device that does not answer is told as such', async ({ browser, server }) => {
  const pushService = await Endpoint.answering(201);
  await registerDevice(await Api.signIn(server, 'supporter@demo.example'), pushService);
  const context = await browser.newContext({ baseURL: server.origin });
  await signIn(context, server, 'supporter@demo.example');
  const page = await context.newPage();
  await page.goto('/assistance');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByText('Waiting for the device')).toBeVisible();
  await expect.poll(() => pushService.calls.length).toBe(1);
  await expect(page.getByText('The device did not answer.')).toBeVisible({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Remove A phone' }).click();
  await expect(page.getByText('No device tells you yet.')).toBeVisible(ONE_POLL);
  await context.close();
  pushService.close();
});
