// A delivery that fails, is retried, arrives, and is replayed; the ledger shows each attempt.
import { Api } from './harness/control';
import { Endpoint } from './harness/outside';
import { RESIDENT, expect, expectAccessible, signIn, test } from './harness/test';

const SOON = { timeout: 15_000 };

test.use({ serverFlags: ['--allow-internal-webhooks', '--simulator', 'off'] });

interface Provider {
  id: number;
  webhook_notifiers: { id: number; secret: string }[];
}

test('the ledger shows a webhook failing, arriving and being replayed', async ({ browser, server }) => {
  const endpoint = await Endpoint.answering(500, 503, 200);
  const admin = await Api.signIn(server, 'admin@demo.example');
  const resident = await Api.signIn(server, RESIDENT);
  const provider = await admin.json<Provider>('POST', '/v2/assistance-provider', {
    name: 'Night desk', label: 'Night desk', content_type: 'customer', object_id: 2,
    webhook_notifiers: [{ name: 'Desk', url: endpoint.url }],
  });
  const secret = provider.webhook_notifiers[0]?.secret ?? '';
  await resident.json('POST', '/v2/assistance-request', { provider: provider.id });

  const context = await browser.newContext({ baseURL: server.origin, viewport: { width: 1280, height: 800 } });
  await signIn(context, server, 'admin@demo.example');
  const page = await context.newPage();
  await page.goto(`/staff/deliveries?provider=${provider.id}`);
  await expect(page.getByRole('heading', { name: 'Deliveries' })).toBeVisible(SOON);
  await expect(page.getByText('To Night desk').first()).toBeVisible(SOON);
  await expect(page.getByText('Delivered', { exact: true }).last()).toBeVisible(SOON);
  await expect(page.getByRole('img', { name: /3 of 9 tries made/ })).toBeVisible();
  await page.getByText('Tries and answers').click();
  const tries = page.getByRole('table').getByRole('row');
  await expect(tries).toHaveCount(4);
  await expect(tries.nth(1)).toContainText('500');
  await expect(tries.nth(1)).toContainText('answer 1');
  await expect(tries.nth(3)).toContainText('200');
  await expectAccessible(page, 'the ledger');
  // Open attempts stay open, and the same, when another delivery comes.
  await resident.json('POST', '/v2/assistance-request', { provider: provider.id });
  await expect(page.locator('.delivery')).toHaveCount(2, SOON);
  await expect(page.locator('.delivery').nth(0).locator('details[open]')).toHaveCount(0);
  await expect(page.locator('.delivery').nth(1).locator('details[open]')).toHaveCount(1);
  await expect(page.getByText(/^Rose Adeyemi asked \(request \d+\) · To Night desk$/)).toHaveCount(2);

  await page.getByRole('button', { name: 'Send again Desk' }).last().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click();
  await expect(page.getByText('It is on its way again.')).toBeVisible(SOON);
  await expect.poll(() => endpoint.calls.length, SOON).toBe(5);
  await expect(page.getByText('Sent again', { exact: false }).first()).toBeVisible(SOON);

  // The public library verifies every call, and all calls of one request are one message to its receiver.
  endpoint.verify(secret);
  expect(new Set(endpoint.calls.map((call) => call.headers['webhook-id'])).size).toBe(2);
  expect(() => endpoint.verify('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')).toThrow();
  await context.close();
  endpoint.close();
});

test('a waiting delivery counts down to its next attempt', async ({ browser, server }) => {
  const endpoint = await Endpoint.answering(500);
  const admin = await Api.signIn(server, 'admin@demo.example');
  const provider = await admin.json<Provider>('POST', '/v2/assistance-provider', {
    name: 'Night desk', label: 'Night desk', content_type: 'customer', object_id: 2,
    webhook_notifiers: [{ name: 'Desk', url: endpoint.url }],
  });
  await (await Api.signIn(server, RESIDENT)).json('POST', '/v2/assistance-request', { provider: provider.id });
  const context = await browser.newContext({ baseURL: server.origin, viewport: { width: 412, height: 823 } });
  await signIn(context, server, 'officer@demo.example');
  const page = await context.newPage();
  await page.goto('/staff/deliveries?state=waiting');
  await expect(page.getByText(/^Next try in \d+ s$/)).toBeVisible(SOON);
  await expect(page.getByRole('button', { name: /Send again/ })).toHaveCount(0);
  await expectAccessible(page, 'the ledger on a phone');
  await context.close();
  endpoint.close();
});
