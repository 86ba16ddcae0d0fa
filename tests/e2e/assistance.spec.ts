// Asking for assistance on the phone, and answering as a supporter.
import { Api } from './harness/control';
import { OFFICER, openTray, row } from './harness/office';
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

test('a device that does not answer is shown as not reached', async ({ browser, server }) => {
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

test('an officer answers on the record of the request, and the resident sees it on the phone and the television', async ({ browser, context, page, server }) => {
  const rose = await Api.signIn(server, RESIDENT);
  const request = await rose.json<{ id: number }>('POST', '/v2/assistance-request', { provider: 9 });
  const room = await browser.newContext({ baseURL: server.origin, viewport: { width: 1280, height: 720 } });
  const television = await room.newPage();
  await television.goto('/tv');
  await expect(television.locator('.tv__code')).toHaveText(/^[A-Z0-9]{3}-[A-Z0-9]{3}$/, ONE_POLL);
  await rose.json('POST', '/tv/pairings/claim', { code: await television.locator('.tv__code').textContent() });
  await signIn(context, server, RESIDENT);
  await page.goto(`/assistance/${request.id}`);

  const desk = await openTray(browser, server, OFFICER, '/staff/tray?show=unread');
  await row(desk.page, 'Rose Adeyemi of Acacia Avenue asks for').first().getByRole('link').first().click();
  await desk.page.getByRole('button', { name: 'I have seen this' }).click();
  await desk.page.getByRole('link', { name: 'See the request' }).click();
  const answer = desk.page.getByRole('region', { name: 'Your answer' });
  await expect(answer.getByText('Rose Adeyemi waits for an answer.')).toBeVisible(ONE_POLL);
  await expectAccessible(desk.page, 'a request that waits for an answer');
  await answer.getByRole('button', { name: 'I am coming' }).click();
  await expect(answer.getByText('You said that you are coming. Rose Adeyemi sees it.')).toBeVisible(ONE_POLL);
  await expect(desk.page.getByText('Olu Dlamini is coming.').first()).toBeVisible(ONE_POLL);
  await expect(page.getByRole('heading', { name: 'Olu Dlamini is coming' })).toBeVisible(ONE_POLL);
  await expect(television.getByText('Olu Dlamini is coming')).toBeVisible(ONE_POLL);

  await answer.getByRole('button', { name: 'Change my answer' }).click();
  await answer.getByRole('button', { name: 'I cannot come' }).click();
  // People who were notified by e-mail may still come.
  await expect(page.getByRole('heading', { name: 'The e-mail to Acme Support has gone out' })).toBeVisible(ONE_POLL);
  await expect(page.getByText('Somebody you asked cannot come. Others may still answer.')).toBeVisible();
  expect(server.count('SELECT count(*) FROM assistance_reply'), 'both answers are kept').toBe(2);
  expect(desk.errors).toEqual([]);
  await desk.context.close();
  await room.close();
});
