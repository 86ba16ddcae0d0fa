// The admin registers who is notified: a provider of each scope, tested before it is saved, and the resident's list changes.
import { type Server as Endpoint, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from '@playwright/test';
import { Api } from './harness/control';
import { openTab } from './harness/office';
import { errorSummary, expect, expectAccessible, RESIDENT, signIn, test as base } from './harness/test';

const ADMIN = 'admin@demo.example';
const PROVIDERS = '/staff/providers';

interface Hook {
  url: string;
  bodies: string[];
}

const test = base.extend<{ office: { page: Page; errors: string[] }; hook: Hook }>({
  serverFlags: ['--allow-internal-webhooks'],
  office: async ({ browser, server }, use) => {
    const context = await (browser as Browser).newContext({ baseURL: server.origin, viewport: { width: 1280, height: 800 }, locale: 'en-GB', timezoneId: 'Europe/London', serviceWorkers: 'block' });
    await signIn(context, server, ADMIN);
    const desk = await openTab(context, PROVIDERS);
    await use(desk);
    expect(desk.errors, 'no script failed').toEqual([]);
    await context.close();
  },
  /** A system that receives webhooks. */
  hook: async ({}, use) => {
    const bodies: string[] = [];
    const endpoint: Endpoint = createServer((request, answer) => {
      let body = '';
      request.on('data', (part) => (body += part));
      request.on('end', () => {
        bodies.push(body);
        answer.writeHead(200).end('understood');
      });
    });
    await new Promise<void>((done) => endpoint.listen(0, '127.0.0.1', done));
    await use({ url: `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/hook`, bodies });
    await new Promise((done) => endpoint.close(done));
  },
});

/** The labels that a resident can ask, in order. */
async function offered(server: { origin: string }, email = RESIDENT): Promise<string[]> {
  const api = await Api.signIn(server as never, email);
  const page = await api.json<{ results: { label: string }[] }>('GET', '/v2/assistance-provider');
  return page.results.map((row) => row.label);
}

async function begin(page: Page, label: string, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Register a provider' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Register a provider' })).toBeVisible();
  await page.getByLabel('Label on the television').fill(label);
  await page.getByLabel('Name for staff').fill(name);
}

test('a provider for everybody, with a webhook that is tested before it is saved', async ({ office: { page }, server, hook }) => {
  await expectAccessible(page, 'the list of providers');
  await begin(page, 'Night Desk', 'Night desk of Acme');
  await page.getByRole('button', { name: 'Add a webhook' }).click();
  await page.getByRole('region', { name: 'By webhook' }).getByLabel('Who this is').fill('Desk system');
  await page.getByLabel('Web address').fill(hook.url);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const trial = page.getByRole('region', { name: 'The test' });
  await expect(trial).toContainText('Desk system');
  await expect(trial).toContainText('accepted 200');
  expect(JSON.parse(hook.bodies[0]).data.test).toBe(true);
  await trial.getByText('What came back').click();
  await expect(trial.getByText('understood')).toBeVisible();
  await expectAccessible(page, 'the form with a test');
  expect(await offered(server)).not.toContain('Night Desk');

  await page.getByRole('button', { name: 'Save' }).click();
  const secret = page.getByRole('dialog', { name: 'Keep the secret safe' });
  await expect(secret).toContainText('whsec_');
  await expectAccessible(page, 'a secret that is shown once');
  await page.keyboard.press('Escape');
  await expect(secret).toBeVisible();
  await secret.getByRole('button', { name: 'I have kept it safe' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Change Night desk of Acme' })).toBeVisible();
  await expect(page.getByText('whsec_')).toHaveCount(0);
  expect(await offered(server)).toEqual(['Acme Support', 'Night Desk', 'Duty Manager', 'My daughter Sue']);

  const told = page.getByText('Saved', { exact: true });
  await expect(told).toBeVisible();
  await expect(page.getByText('Not tried yet')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Name for staff')).toHaveValue('Night desk of Acme');
  await expect(told).toHaveCount(0);
  await page.getByRole('link', { name: 'See its deliveries' }).click();
  await expect(page.getByText('There are none of these')).toBeVisible();
  await expect(page.getByText('To one provider')).toBeVisible();
});

test('a provider for a site, found by a part of its name with the keyboard', async ({ office: { page }, server }) => {
  await begin(page, 'Caretaker', 'Caretaker of Acacia Avenue');
  await page.getByLabel('A site').check();
  const box = page.getByRole('combobox', { name: 'Site' });
  await box.fill('aca');
  await expect(page.getByRole('option', { name: /Acacia Avenue/ })).toBeVisible();
  await box.press('ArrowDown');
  await box.press('Enter');
  await expect(page.getByText('Acacia Avenue').first()).toBeVisible();
  await expect(page.getByText('As Acacia Avenue sees it')).toBeVisible();
  await page.getByRole('button', { name: 'Add an e-mail address' }).click();
  await page.getByRole('region', { name: 'By e-mail' }).getByLabel('Who this is').fill('Caretaker');
  await page.getByLabel('E-mail address').fill('caretaker@acme.example');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Change Caretaker/ })).toBeVisible();
  expect(await offered(server)).toContain('Caretaker');
  expect(await offered(server, 'stranger@demo.example')).not.toContain('Caretaker');
});

test('a provider for one resident, on a supporter\'s devices', async ({ office: { page }, server }) => {
  await begin(page, 'My sister', 'Rose\'s sister');
  await page.getByLabel('One resident').check();
  await page.getByRole('combobox', { name: 'Resident' }).fill('rose');
  await page.getByRole('option', { name: /Rose Adeyemi/ }).click();
  await page.getByRole('button', { name: 'Add a person' }).click();
  await page.getByRole('combobox', { name: 'Person' }).selectOption({ label: 'Sue Adeyemi' });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Change Rose/ })).toBeVisible();
  expect(await offered(server)).toContain('My sister');
  expect(await offered(server, 'neighbour@demo.example')).not.toContain('My sister');
});

test('all problems are shown at once, at their fields, and nothing typed is lost', async ({ office: { page } }) => {
  await begin(page, 'x'.repeat(41), '');
  await page.getByLabel('A site').check();
  await page.getByRole('button', { name: 'Add an e-mail address' }).click();
  await page.getByLabel('E-mail address').fill('nobody');
  await page.getByRole('button', { name: 'Save' }).click();
  const summary = errorSummary(page);
  await expect(summary).toBeFocused();
  for (const words of ['Use at most 40 characters.', 'Give the provider a name.', 'Say whom the provider is for.', 'Say who this is.', 'Enter an e-mail address like name@example.com.']) {
    await expect(summary).toContainText(words);
  }
  await expectAccessible(page, 'the form with complaints');
  await summary.getByRole('link', { name: /Enter an e-mail/ }).click();
  await expect(page.getByLabel('E-mail address')).toBeFocused();
  await expect(page.getByLabel('E-mail address')).toHaveValue('nobody');
  await expect(page).toHaveTitle(/^Error: /);
});

test('rows are moved, removed and restored', async ({ office: { page } }) => {
  await begin(page, 'Rows', 'Rows');
  const section = page.getByRole('region', { name: 'By e-mail' });
  for (const name of ['First', 'Second']) {
    await section.getByRole('button', { name: 'Add an e-mail address' }).click();
    await section.getByLabel('Who this is').last().fill(name);
  }
  await section.getByRole('button', { name: 'Up Second' }).click();
  await expect(section.getByLabel('Who this is').first()).toHaveValue('Second');
  await section.getByRole('button', { name: 'Remove Second' }).click();
  await expect(section.getByLabel('Who this is')).toHaveCount(1);
  await section.getByRole('button', { name: 'Put back' }).click();
  await expect(section.getByLabel('Who this is').first()).toHaveValue('Second');
});

test('leaving with unsaved changes asks first, by a link and by Back', async ({ office: { page } }) => {
  await begin(page, 'Half done', '');
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  await page.getByRole('link', { name: 'All providers' }).click();
  await expect(question).toBeVisible();
  await question.getByRole('button', { name: 'Stay' }).click();
  await page.goBack();
  await expect(question).toBeVisible();
  await question.getByRole('button', { name: 'Stay' }).click();
  await expect(page.getByLabel('Label on the television')).toHaveValue('Half done');
  await page.goBack();
  await question.getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Providers' })).toBeVisible();
});

test('deleting shows whom it leaves uncovered', async ({ office: { page }, server }) => {
  const admin = await Api.signIn(server, ADMIN);
  await admin.json('DELETE', '/v2/assistance-provider/10');
  await page.getByRole('link', { name: 'Acme Remote Monitoring Centre' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const question = page.getByRole('dialog', { name: /Delete Acme/ });
  await expect(question).toContainText('1 resident would have nobody left: Noor Botha.');
  await expectAccessible(page, 'the question before deleting');
  await question.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Providers' })).toBeVisible();
  expect(server.count('SELECT count(*) FROM assistance_provider WHERE id = 9')).toBe(0);
});

test('a sheet is previewed before it is imported', async ({ office: { page }, server }) => {
  await page.getByRole('link', { name: 'Import and export' }).click();
  await expectAccessible(page, 'import and export');
  const sheet = (rows: string) => ({ name: 'providers.csv', mimeType: 'text/csv', buffer: Buffer.from(`name,label,content_type,object_id,kind,notifier_name,address\n${rows}`) });
  await page.getByLabel('File').setInputFiles(sheet('Porter,,site,5,email,Porter,nobody\n'));
  await expect(page.getByText('1 line cannot be imported.')).toBeVisible();
  await expect(page.getByRole('row', { name: /address Enter an e-mail address/ })).toBeVisible();
  await page.getByLabel('File').setInputFiles(sheet('Porter,Porter,site,5,email,Porter,porter@acme.example\n'));
  await page.getByRole('button', { name: 'Import 1 provider' }).click();
  await expect(page.getByText('Imported: 1 new, 0 replaced.')).toBeVisible();
  expect(await offered(server)).toContain('Porter');
});

test('coverage shows who would be notified, and links to closing a gap', async ({ office: { page }, server }) => {
  const admin = await Api.signIn(server, ADMIN);
  for (const id of [9, 10]) await admin.json('DELETE', `/v2/assistance-provider/${id}`);
  await page.getByRole('link', { name: 'Coverage' }).click();
  await expect(page.getByRole('link', { name: /1 Nobody/ })).toBeVisible();
  await expectAccessible(page, 'coverage with gaps');
  await page.getByRole('combobox', { name: 'Look at a resident or a site' }).fill('rose');
  await page.getByRole('option', { name: /Rose Adeyemi/ }).click();
  const one = page.getByRole('region', { name: 'Rose Adeyemi' });
  await expect(one).toContainText('My daughter Sue');
  await expect(one, 'Sue has no device').toContainText('Only failing');
  await expect(one).toContainText('No device');
  await page.getByRole('link', { name: 'Register a provider Noor Botha' }).click();
  await expect(page.getByText('As Noor Botha sees it')).toBeVisible();
});

test('somebody is invited, chooses a password, and is signed out everywhere', async ({ office: { page }, server, browser }) => {
  await page.getByRole('link', { name: 'Accounts' }).click();
  await expectAccessible(page, 'the accounts');
  await page.getByRole('link', { name: 'Invite somebody' }).click();
  await page.getByLabel('First name').fill('Jo');
  await page.getByLabel('Family name').fill('Smith');
  await page.getByLabel('E-mail address').fill('jo@acme.example');
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await expect(errorSummary(page)).toContainText('Choose where they live.');
  await page.getByLabel('Lives at').selectOption({ label: 'Acacia Avenue' });
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  const shown = page.getByRole('dialog', { name: 'Jo Smith is invited' });
  await expectAccessible(page, 'an invitation');
  const link = await shown.locator('code').first().innerText();
  await shown.getByRole('button', { name: 'Done' }).click();

  const phone = await (browser as Browser).newContext({ baseURL: server.origin, serviceWorkers: 'block' });
  const screen = await phone.newPage();
  await screen.goto(link);
  await screen.getByLabel('New password').fill('correct horse');
  await screen.getByRole('button', { name: 'Save and sign in' }).click();
  await expect.poll(() => server.count(`SELECT count(*) FROM session s JOIN user u ON u.id = s.user_id WHERE u.email = 'jo@acme.example'`)).toBe(1);
  await page.reload();
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page.getByText('Nowhere at the moment.')).toBeVisible();
  expect((await phone.request.get('/api/customer')).status()).toBe(401);
  await phone.close();
});

test('a manager sees coverage, and not the forms', async ({ browser, server }) => {
  const context = await (browser as Browser).newContext({ baseURL: server.origin, serviceWorkers: 'block' });
  await signIn(context, server, 'manager@demo.example');
  const desk = await openTab(context, '/staff/coverage');
  await expect(desk.page.getByRole('heading', { level: 1, name: 'Coverage' })).toBeVisible();
  await desk.page.goto(PROVIDERS);
  await expect(desk.page.getByRole('heading', { name: 'This page is not for your account' })).toBeVisible();
  await context.close();
});
