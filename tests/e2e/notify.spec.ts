// Messages are sent through GOV.UK Notify, which a second server simulates: an admin enters a service's key and tests it, an
// officer finds that service's templates on the Write page, attaches a file, and writes a letter.
import type { Browser, Page } from '@playwright/test';
import { Api } from './harness/control';
import { openTab } from './harness/office';
import { Server } from './harness/server';
import { expect, expectAccessible, signIn, test as base } from './harness/test';

const SAMPLE_KEY = 'sample-15f6815b-0000-0000-0000-000000000000-c6a75cc9-0000-0000-0000-000000000000';
const PLAIN = ['11', '12', '13'].map((last) => `00000000-0000-7000-8000-0000000000${last}`);

interface Service {
  service: { id: string };
}

const test = base.extend<{ original: Server; ours: Server }>({
  original: async ({}, use) => {
    const server = await Server.start();
    await use(server);
    await server.stop();
  },
  ours: async ({ original }, use) => {
    const server = await Server.start('--notify-url', original.origin, '--notify-key', SAMPLE_KEY.replace('15f6815b', '15f6815c'), '--notify-templates', PLAIN.join(','));
    await use(server);
    await server.stop();
  },
});

async function open(browser: Browser, server: Server, email: string, path: string): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({ baseURL: server.origin, viewport: { width: 1280, height: 800 }, locale: 'en-GB', timezoneId: 'Europe/London', serviceWorkers: 'block' });
  await signIn(context, server, email);
  return openTab(context, path);
}

async function register(server: Server): Promise<string> {
  const admin = await Api.signIn(server, 'admin@demo.example');
  const made = await admin.json<Service>('POST', '/services', { name: 'Gas safety' });
  return made.service.id;
}

test('an admin enters the key of a service, and sees whether GOV.UK Notify accepts it', async ({ browser, ours }) => {
  const id = await register(ours);
  const { page, errors } = await open(browser, ours, 'admin@demo.example', `/staff/services?service=${id}`);
  const notify = page.getByRole('region', { name: 'GOV.UK Notify' });
  await expect(notify).toContainText('There is no key yet');
  await notify.getByRole('button', { name: 'Try it' }).click();
  await expect(notify).toContainText('Enter the whole key');
  await notify.getByLabel('GOV.UK Notify key').fill(SAMPLE_KEY.replace('c6a75cc9', 'c6a75cc8'));
  await notify.getByRole('button', { name: 'Try it' }).click();
  await expect(notify).toContainText('It says: Invalid token: API key not found');
  await notify.getByLabel('GOV.UK Notify key').fill(SAMPLE_KEY);
  await notify.getByRole('button', { name: 'Save the key' }).click();
  await expect(notify).toContainText(/GOV.UK Notify takes the key. It can send \d+ templates/);
  await expect(notify).toContainText('The key sample was entered');
  await expectAccessible(page, 'a service with its key');
  await page.goto('/staff/templates');
  await expect(page.getByRole('row', { name: /Hello by e-mail/ })).toContainText('GOV.UK Notify, Gas safety');
  await expect(page.getByRole('link', { name: 'New template' })).toHaveCount(0);
  expect(errors, 'no script failed').toEqual([]);
});

test('an officer sends a template with a file, a letter that they wrote, and a PDF', async ({ browser, ours, original }) => {
  const id = await register(ours);
  const admin = await Api.signIn(ours, 'admin@demo.example');
  await admin.json('PATCH', `/services/${id}`, { notifyKey: SAMPLE_KEY });
  const { page, errors } = await open(browser, ours, 'officer@demo.example', '/staff/compose');
  await page.getByLabel('Somebody else').check();
  await page.getByLabel('E-mail address').fill('rose@home.example');
  await page.getByLabel('Template', { exact: true }).selectOption({ label: 'A file' });
  await page.getByLabel('Name', { exact: true }).fill('Rose');
  await page.getByLabel('Urgent').fill('no');
  await expect(page.getByLabel('Link to file')).toHaveCount(0);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByRole('alert').or(page.getByText('Attach a file. The template has a place for it')).first()).toBeVisible();
  await page.getByLabel('Attach a file').setInputFiles({ name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('The plan') });
  await expect(page.getByText('Attached: plan.txt')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Preview' })).toContainText('plan.txt');
  await expectAccessible(page, 'writing with a file');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'On its way to rose@home.example' })).toBeVisible();

  await page.getByRole('button', { name: 'Write another' }).click();
  await page.getByLabel('Letter', { exact: true }).check();
  await page.getByLabel('A letter that I write here').check();
  await page.getByLabel('Address', { exact: true }).fill('Rose Adeyemi\n33 Acacia Avenue\nSW1A 1AA');
  await page.getByLabel('Heading').fill('Your keys');
  await page.getByLabel('Text', { exact: true }).fill('Dear Rose, your keys are here.');
  await page.getByRole('button', { name: 'Keep for later' }).click();
  const paper = page.getByRole('link', { name: 'See it on paper (PDF)' });
  const shown = await page.request.get((await paper.getAttribute('href')) ?? '');
  expect(shown.headers()['content-type']).toBe('application/pdf');
  await expect(page.getByRole('region', { name: 'Letters that were kept' })).toContainText('Your keys, to Rose Adeyemi');
  await expectAccessible(page, 'a letter that is written here');
  await page.getByRole('button', { name: 'Go on with it' }).click();
  await page.getByLabel('A PDF that I have').check();
  await page.getByLabel('The PDF').setInputFiles({ name: 'notice.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 %%EOF') });
  await expect(page.getByText('It is printed as it is: notice.pdf')).toBeVisible();
  await page.getByLabel('A letter that I write here').check();
  await expect(page.getByLabel('Heading')).toHaveValue('Your keys');

  // The message is at the original, sent with the service's key.
  const outbox = await (await browser.newContext({ baseURL: original.origin })).newPage();
  await expect(async () => {
    await outbox.goto('/dev/outbox');
    await expect(outbox.getByText('rose@home.example').first()).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 30_000 });
  expect(errors, 'no script failed').toEqual([]);
});
