// The admin edits the templates of e-mails, texts and letters: a preview beside the form, every version kept, and restoring
// one.
import type { Browser, Page } from '@playwright/test';
import { Api } from './harness/control';
import { openTab } from './harness/office';
import { errorSummary, expect, expectAccessible, signIn, test as base } from './harness/test';

const ADMIN = 'admin@demo.example';
const TEMPLATES = '/staff/templates';

interface Template {
  id: string;
  name: string;
  version: number;
  archived: boolean;
}

const test = base.extend<{ office: { page: Page; errors: string[] }; admin: Api }>({
  admin: async ({ server }, use) => use(await Api.signIn(server, ADMIN)),
  office: async ({ browser, server }, use) => {
    const context = await (browser as Browser).newContext({ baseURL: server.origin, viewport: { width: 1280, height: 800 }, locale: 'en-GB', timezoneId: 'Europe/London', serviceWorkers: 'block' });
    await signIn(context, server, ADMIN);
    const desk = await openTab(context, TEMPLATES);
    await use(desk);
    expect(desk.errors, 'no script failed').toEqual([]);
    await context.close();
  },
});

const preview = (page: Page) => page.getByRole('region', { name: 'Preview' });
const versions = (page: Page) => page.getByRole('region', { name: 'Versions' });

/** Creates a template by the API, and opens its page. */
async function open(page: Page, admin: Api, more: object = {}): Promise<Template> {
  const made = await admin.json<Template>('POST', '/templates', { type: 'email', name: 'Gutters', subject: 'For ((name))', body: 'Dear ((name)), we clean the gutters.', ...more });
  await page.goto(`${TEMPLATES}/${made.id}`);
  await expect(page.getByRole('heading', { level: 1, name: `Change ${made.name}` })).toBeVisible();
  return made;
}

test('templates are found by words and filtered by channel', async ({ office: { page }, admin }) => {
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await expectAccessible(page, 'the list of templates');
  await admin.json('POST', '/templates', { type: 'sms', name: 'Gutters', body: 'We clean the gutters of ((street)).' });
  await page.reload();
  await page.getByRole('searchbox', { name: 'Search templates' }).fill('gutters street');
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(page).toHaveURL(/q=gutters/);
  await page.getByRole('link', { name: 'Letter', exact: true }).click();
  await expect(page.getByText('No template fits')).toBeVisible();
  await page.getByRole('link', { name: 'Text message', exact: true }).click();
  await expect(page.getByRole('row', { name: /Gutters/ })).toContainText('street');
});

test('a text is written with its placeholders listed and its parts counted', async ({ office: { page }, admin }) => {
  await page.getByRole('link', { name: 'New template' }).click();
  await page.getByLabel('Text message').check();
  await expect(page.getByLabel('Subject')).toHaveCount(0);
  await page.getByLabel('Name', { exact: true }).fill('Boiler');
  await page.getByLabel('What it says').fill('Hello ((name)), we come on ((day)). ((late??Sorry for the wait.))');
  await expect(preview(page)).toContainText('Asks for: name, day, late');
  await expect(preview(page)).toContainText('At least 20 characters, 1 text');
  await expect(preview(page).locator('mark')).toHaveText(['name', 'day', 'Sorry for the wait. (only when late is yes)']);
  await expectAccessible(page, 'the form of a text');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Change Boiler' })).toBeVisible();
  const stored = await admin.json<Template[]>('GET', '/templates?type=sms');
  expect(stored.map((one) => one.name)).toContain('Boiler');
});

test('all problems are shown at once, at their fields, and nothing typed is lost', async ({ office: { page } }) => {
  await page.goto(`${TEMPLATES}/new`);
  await page.getByLabel('Subject').fill('x'.repeat(256));
  await page.getByRole('button', { name: 'Save' }).click();
  const summary = errorSummary(page);
  await expect(summary).toBeFocused();
  for (const words of ['Give the template a name', 'Use at most 255 characters', 'Write what it says']) await expect(summary).toContainText(words);
  await expect(page).toHaveTitle(/^Error: /);
  await expectAccessible(page, 'the form with complaints');
  await summary.getByRole('link', { name: 'Write what it says' }).click();
  await expect(page.getByLabel('What it says')).toBeFocused();
  await page.getByLabel('Text message').check();
  await page.getByLabel('What it says').fill('x'.repeat(919));
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(summary).toContainText('This text has 919 characters');
  await page.getByLabel('E-mail').check();
  await expect(page.getByLabel('Subject')).toHaveValue('x'.repeat(256));
});

test('each save is a version, and an older one can be restored', async ({ office: { page }, admin }) => {
  const made = await open(page, admin);
  const body = page.getByLabel('What it says');
  await body.fill('Dear ((name)), we clean the roof.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved as version 2')).toBeVisible();
  await expect(versions(page).getByRole('listitem')).toHaveCount(2);
  await expect(versions(page).getByRole('listitem').first()).toContainText(/Version 2.*Newest.*by admin@demo\.example/s);

  await body.fill('Not finished');
  await page.getByRole('button', { name: 'Use this text of version 1' }).click();
  await expect(body).toHaveValue('Dear ((name)), we clean the gutters.');
  await expectAccessible(page, 'an older text in the form');
  await page.getByRole('button', { name: 'Put back what stood here' }).click();
  await expect(body).toHaveValue('Not finished');
  await page.getByRole('button', { name: 'Use this text of version 1' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved as version 3')).toBeVisible();
  const all = await admin.json<{ body: string }[]>('GET', `/templates/${made.id}/versions`);
  expect(all.map((one) => /gutters|roof/.exec(one.body)?.[0])).toEqual(['gutters', 'roof', 'gutters']);
});

test("somebody else's change in between is reported, and neither text is lost", async ({ office: { page }, admin }) => {
  const made = await open(page, admin);
  await page.getByLabel('What it says').fill('Mine');
  await admin.json('PATCH', `/templates/${made.id}`, { body: 'Theirs', version: 1 });
  await page.getByRole('button', { name: 'Save' }).click();
  const summary = errorSummary(page);
  await expect(summary).toContainText('has changed this template meanwhile');
  await expect(page.getByLabel('What it says')).toHaveValue('Mine');
  await expect(versions(page).getByRole('listitem')).toHaveCount(2);
  await versions(page).getByText('What it said').first().click();
  await expect(versions(page).getByText('Theirs')).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved as version 3')).toBeVisible();
});

test('a template is archived after confirmation, and restored', async ({ office: { page }, admin }) => {
  const made = await open(page, admin);
  const archived = async () => (await admin.json<Template>('GET', `/templates/${made.id}`)).archived;
  await page.getByRole('button', { name: 'Lay aside' }).click();
  const question = page.getByRole('dialog', { name: 'Lay Gutters aside?' });
  await expectAccessible(page, 'the question before laying aside');
  await question.getByRole('button', { name: 'Keep it' }).click();
  expect(await archived()).toBe(false);
  await page.getByRole('button', { name: 'Lay aside' }).click();
  await question.getByRole('button', { name: 'Lay aside' }).click();
  await expect(page.getByText('It is laid aside')).toBeVisible();
  expect(await archived()).toBe(true);
  await expectAccessible(page, 'a template that is laid aside');
  await page.getByRole('link', { name: 'All templates' }).click();
  await expect(page.getByRole('link', { name: 'Gutters' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Laid aside', exact: true }).click();
  await page.getByRole('link', { name: 'Gutters' }).click();
  await page.getByRole('button', { name: 'Take up again' }).click();
  await expect(page.getByRole('button', { name: 'Lay aside' })).toBeVisible();
  expect(await archived()).toBe(false);
});

test('leaving with unsaved changes asks first', async ({ office: { page }, admin }) => {
  await open(page, admin);
  await page.getByLabel('Name', { exact: true }).fill('Half done');
  await page.getByRole('link', { name: 'All templates' }).click();
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  await question.getByRole('button', { name: 'Stay' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Half done');
  await page.getByRole('link', { name: 'All templates' }).click();
  await question.getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Templates' })).toBeVisible();
});

test('a letter is seen on paper', async ({ office: { page }, admin, server }) => {
  await open(page, admin, { type: 'letter', subject: 'Your gutters' });
  await expect(page.getByLabel('Heading')).toHaveValue('Your gutters');
  await expect(page.getByLabel('Postage')).toHaveValue('second');
  const link = preview(page).getByRole('link', { name: 'See version 1 on paper (PDF)' });
  const paper = await page.request.get(server.origin + (await link.getAttribute('href')));
  expect([paper.status(), paper.headers()['content-type']]).toEqual([200, 'application/pdf']);
});

test('a manager reads templates, and an officer has no such page', async ({ browser, server, admin }) => {
  const made = await admin.json<Template>('POST', '/templates', { type: 'sms', name: 'Gutters', body: 'Hello ((name))' });
  for (const [email, reads] of [['manager@demo.example', true], ['officer@demo.example', false]] as const) {
    const context = await (browser as Browser).newContext({ baseURL: server.origin, serviceWorkers: 'block' });
    await signIn(context, server, email);
    const { page } = await openTab(context, `${TEMPLATES}/${made.id}`);
    const heading = reads ? 'Gutters' : 'This page is not for your account';
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    if (reads) await expect(preview(page)).toContainText('Asks for: name');
    await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);
    if (reads) await expectAccessible(page, 'a template for those who read it');
    await context.close();
  }
});
