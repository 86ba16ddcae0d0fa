// An integrator tests a client, an admin follows it, and a controller sends somebody to the home of a resident whose
// position is unknown.
import { Api } from './harness/control';
import { openTray } from './harness/office';
import type { Server } from './harness/server';
import { expect, expectAccessible, signIn, test } from './harness/test';

const CLIENT = '11111111-1111-4111-8111-111111111111';
const ADMIN = 'admin@demo.example';
const SOON = { timeout: 10_000 };

/** The owner of these credentials: a client, or one of its users. */
async function as(server: Server, credentials: Record<string, string>): Promise<Api> {
  const answer = await fetch(`${server.origin}/api/oauth/token`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(credentials) });
  expect(answer.status, 'a token').toBe(200);
  return new Api(server, (await answer.json()).accessToken);
}

test('an admin enters the parts of a site\'s address, and the control room reads it first for a press without a location', async ({ browser, server, desk }) => {
  server.keepOneLine(5, '33 Acacia Avenue, Sandton, 2090');
  const { page, errors, context } = await openTray(browser, server, ADMIN, '/staff/addresses');
  const site = page.getByRole('row', { name: /Acacia Avenue/ });
  await expect(site).toContainText('33 Acacia Avenue, Sandton, 2090', SOON);
  await expect(site).toContainText('In one line: open it to enter the parts');
  await site.getByRole('link', { name: 'Acacia Avenue' }).click();
  await expect(page.getByText('This address is stored as one line: 33 Acacia Avenue, Sandton, 2090.')).toBeVisible(SOON);
  await expect(page.getByLabel('Number and street')).toHaveValue('33 Acacia Avenue, Sandton, 2090');
  await page.getByLabel('Number and street').fill('33 Acacia Avenue');
  await page.getByLabel('Town').fill('Sandton');
  await page.getByLabel('Postcode').fill('!');
  await page.getByLabel('Latitude').fill('-26.109');
  await page.getByLabel('Longitude').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('link', { name: 'Write a postcode like N1 9GU' })).toBeVisible();
  await expectAccessible(page, 'an address with a complaint');
  await page.getByLabel('Postcode').fill('2090');
  await page.getByLabel('Longitude').fill('28.083');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible(SOON);
  await page.goto('/staff/addresses');
  await expect(page.getByRole('row', { name: /Acacia Avenue/ })).not.toContainText('In one line', SOON);
  await expectAccessible(page, 'addresses');

  const resident = await Api.signIn(server, 'neighbour@demo.example');
  const { id } = await resident.json<{ id: number }>('POST', '/callouts', { calloutClassificationId: 2 });
  await desk.goto(`/staff/control/${id}`);
  await expect(desk.getByText('33 Acacia Avenue, Sandton, 2090').first()).toBeVisible(SOON);
  await expect(desk.getByText('Home, not measured').first()).toBeVisible();
  expect(errors, 'no script failed').toEqual([]);
  await context.close();
});

test('an admin gives a resident their own address, which comes first at the control room\'s callout', async ({ browser, server, desk }) => {
  const { page, errors, context } = await openTray(browser, server, ADMIN, '/staff/addresses');
  await page.getByLabel('Site or resident').fill('Rose');
  await page.getByRole('option', { name: /Rose Adeyemi/ }).click(SOON);
  await expect(page.getByRole('heading', { name: 'Rose Adeyemi' })).toBeVisible(SOON);
  await page.getByLabel('Flat').fill('4b');
  await page.getByLabel('Number and street').fill('12 Acacia Avenue');
  await page.getByLabel('Town').fill('Sandton');
  await page.getByLabel('Postcode').fill('2090');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible(SOON);
  const resident = await Api.signIn(server, 'resident@demo.example');
  const { id } = await resident.json<{ id: number }>('POST', '/callouts', { calloutClassificationId: 2 });
  await desk.goto(`/staff/control/${id}`);
  await expect(desk.getByText('Flat 4b, 12 Acacia Avenue, Sandton, 2090').first()).toBeVisible(SOON);
  expect(errors, 'no script failed').toEqual([]);
  await context.close();
});

test('an admin sets a client\'s webhook, sees the secret once and each change that is sent to it, and revokes its tokens', async ({ browser, server }) => {
  const { page, errors, context } = await openTray(browser, server, ADMIN, '/staff/clients');
  await page.getByRole('link', { name: 'Demo integrator' }).click(SOON);
  await expect(page.getByText(CLIENT)).toBeVisible(SOON);
  await page.getByLabel('Webhook address').fill('client');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('link', { name: 'Enter an address that begins with https://' })).toBeVisible();
  await page.getByLabel('Webhook address').fill('https://client.example/callouts');
  await page.getByRole('button', { name: 'Save' }).click();
  const secret = page.getByRole('dialog', { name: 'The webhook secret of Demo integrator' });
  await expect(secret.getByText(/^whsec_/)).toBeVisible(SOON);
  await secret.getByRole('button', { name: 'I have put it away' }).click();
  await expect(page.getByText('No webhooks yet')).toBeVisible();
  await expectAccessible(page, 'a client without webhooks');

  const client = await as(server, { clientId: CLIENT, clientSecret: 'tocsin-demo-secret' });
  const user = { email: 'guid_1@company.example', password: 'three good words' };
  await client.json('POST', '/oauth/user', user);
  const person = await as(server, user);
  await person.json('POST', '/callouts', { calloutClassificationId: 2, customer: { name: 'Gus' } });
  await page.reload();
  await expect(page.getByRole('region', { name: 'Webhooks' })).toContainText('callout.new', SOON);
  await page.getByRole('button', { name: 'Revoke all tokens' }).click();
  const question = page.getByRole('dialog', { name: 'Revoke all tokens?' });
  await expectAccessible(page, 'the question before tokens are revoked');
  await question.getByRole('button', { name: 'Revoke all tokens' }).click();
  await expect(page.getByText('All tokens are revoked')).toBeVisible(SOON);
  const refused = await client.call('POST', '/oauth/user', { ...user, email: 'guid_2@company.example' });
  expect(refused.status, 'the token counts no more').toBe(401);
  expect(errors, 'no script failed').toEqual([]);
  await context.close();
});

test('a resident says where they live', async ({ page, context, server }) => {
  await signIn(context, server, 'neighbour@demo.example');
  await page.goto('/me');
  await page.getByLabel('Flat').fill('4b');
  const form = page.locator('form').filter({ has: page.getByLabel('Flat') });
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Your details are saved.')).toBeVisible(SOON);
  await page.reload();
  await expect(page.getByLabel('Flat')).toHaveValue('4b', SOON);
});
