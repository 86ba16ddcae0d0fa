// Everybody of a site is notified, each by their preferred channel; a resident moves a visit to an offered time, and the
// officer who visits sees it with its cautions.
import { readFileSync } from 'node:fs';
import { Api } from './harness/control';
import { OFFICER, openTray } from './harness/office';
import { RESIDENT, expect, expectAccessible, signIn, test } from './harness/test';

const HOUR = 3_600_000;
const SOON = { timeout: 15_000 };
/** Income Services of the demonstration. */
const KEY = /pub const INCOME_KEY: &str =\s*"([^"]+)"/.exec(readFileSync(new URL('../../crates/server/src/demo/services.rs', import.meta.url), 'utf8'))?.[1] ?? '';

async function service(origin: string, method: string, path: string, body: unknown): Promise<Response> {
  const answer = await fetch(`${origin}/api${path}`, { method, headers: { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  expect(answer.ok, `${path}: ${answer.status}`).toBe(true);
  return answer;
}

function at(hours: number): string {
  const time = new Date(Math.ceil(Date.now() / HOUR) * HOUR + hours * HOUR);
  return time.toISOString();
}

test('a resident chooses an offered time, and the officer sees it with the visit\'s cautions', async ({ page, context, server, browser }) => {
  await signIn(context, server, RESIDENT);
  await service(server.origin, 'PUT', '/cautions/dog-1', { property: 'flat-33', message: 'A large dog. Ring before you enter.' });
  const visit = { user: RESIDENT, officer: OFFICER, property: 'flat-33', siteId: 5, dueAt: at(20), slots: [at(44), at(50)], message: 'Olu checks the boiler tomorrow.' };
  await service(server.origin, 'PUT', '/visits/boiler', visit);

  await page.goto('/notifications');
  await page.getByRole('listitem').filter({ hasText: 'Olu checks the boiler tomorrow.' }).getByRole('link').click(SOON);
  await page.getByRole('button', { name: 'Ask for another time' }).click();
  await expect(page.getByRole('group', { name: 'Choose another time' }).getByRole('radio')).toHaveCount(3);
  await expectAccessible(page, 'the offered times');
  await page.getByRole('group', { name: 'Choose another time' }).getByRole('radio').nth(1).check();
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('The visit is now on', { exact: false })).toBeVisible(SOON);
  await expectAccessible(page, 'a visit that was moved');
  await page.screenshot({ path: 'results/visit-moved-412.png', fullPage: true });

  const desk = await openTray(browser, server, OFFICER, '/staff/visits');
  await desk.page.getByRole('link', { name: 'Visit to Rose Adeyemi' }).click(SOON);
  await expect(desk.page.getByRole('heading', { name: 'Visit to Rose Adeyemi' })).toBeVisible(SOON);
  await expect(desk.page.getByRole('region', { name: 'Take care' })).toContainText('A large dog.');
  await expect(desk.page.getByText('Confirmed', { exact: true })).toBeVisible();
  await expectAccessible(desk.page, 'one visit');
  await desk.page.getByRole('button', { name: 'Choose another time' }).click();
  await desk.page.getByRole('button', { name: 'Move the visit' }).click();
  await expect(desk.page.getByRole('link', { name: 'Choose the new time' })).toBeVisible();
  await desk.page.getByLabel('New time').fill(at(60).slice(0, 16));
  await desk.page.getByRole('button', { name: 'Move the visit' }).click();
  await expect(desk.page.getByText('No answer yet')).toBeVisible(SOON);
  await desk.page.screenshot({ path: 'results/visit-one-1280.png', fullPage: true });
  await desk.page.getByRole('link', { name: 'All visits' }).click();
  await expect(desk.page.getByRole('region', { name: 'Cautionary records' })).toContainText('flat-33', SOON);
  await expectAccessible(desk.page, 'the visits');
  await desk.page.screenshot({ path: 'results/visits-1280.png', fullPage: true });
  expect(desk.errors).toEqual([]);
  await page.goto('/notifications');
  await expect(page.getByRole('listitem').filter({ hasText: 'Olu Dlamini moved our visit to' })).toBeVisible(SOON);
});

test('everybody of a site is notified, by the channels that a resident chose on their own page', async ({ page, context, server, browser }) => {
  await signIn(context, server, RESIDENT);
  await page.goto('/me');
  const kind = page.getByRole('group', { name: 'Out of service' });
  await expect(kind.getByLabel('E-mail')).toBeChecked(SOON);
  await kind.getByLabel('E-mail').uncheck();
  await kind.getByLabel('Text').check();
  await page.getByRole('button', { name: 'Save how you are told' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible(SOON);
  await expectAccessible(page, 'the resident\'s own details with how they are told');
  await page.screenshot({ path: 'results/me-412.png', fullPage: true });

  const desk = await openTray(browser, server, OFFICER, '/staff/compose');
  await desk.page.getByRole('link', { name: 'Tell everybody of a site' }).click();
  await desk.page.getByRole('button', { name: 'Tell everybody' }).click();
  await expect(desk.page.getByRole('link', { name: 'Choose a site, a tenure, or both' })).toBeVisible();
  await expectAccessible(desk.page, 'telling everybody, with what is missing');
  await desk.page.getByLabel('Site').selectOption({ label: 'Acacia Avenue' });
  await desk.page.getByLabel('Tenure').selectOption('freeholder');
  await desk.page.getByLabel('What happened, and what they can do').fill('The lift is out of order until Friday.');
  await desk.page.getByRole('button', { name: 'Tell everybody' }).click();
  await expect(desk.page.getByRole('link', { name: /no resident here has the tenure freeholder/ })).toBeVisible(SOON);
  await desk.page.screenshot({ path: 'results/everybody-1280.png', fullPage: true });
  await desk.page.getByLabel('Tenure').selectOption({ label: 'Every tenure' });
  await desk.page.getByRole('button', { name: 'Tell everybody' }).click();
  await expect(desk.page.getByRole('heading', { name: 'On its way to everybody' })).toBeVisible(SOON);
  await page.goto('/notifications');
  await expect(page.getByRole('listitem').filter({ hasText: 'The lift is out of order until Friday.' })).toBeVisible(SOON);
  const sent = `SELECT channel FROM message m JOIN notification n ON n.id = m.notification_id WHERE n.message LIKE 'The lift is out of order until%' ORDER BY channel`;
  await expect.poll(() => server.rows<{ channel: string }>(sent).map((row) => row.channel), SOON).toEqual(['email', 'text']);
  await desk.page.goto('/staff/device');
  await expect(desk.page.getByRole('heading', { name: 'How you are told' })).toBeVisible(SOON);
  await expectAccessible(desk.page, 'this device with how one is told');
  await desk.page.screenshot({ path: 'results/device-1280.png', fullPage: true });
  expect(desk.errors).toEqual([]);
});

test('an admin sets residents\' tenures, one by one and from a sheet', async ({ browser, server }) => {
  const desk = await openTray(browser, server, 'admin@demo.example', '/staff/accounts');
  await desk.page.getByRole('link', { name: 'Import residents' }).click(SOON);
  const sheet = (text: string) => ({ name: 'residents.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await desk.page.getByLabel('CSV file').setInputFiles(sheet('email,name,site,tenure\nnobody,Jo,Acacia Avenue,tenant\n'));
  await expect(desk.page.getByRole('table')).toContainText('Enter an e-mail address', SOON);
  await expectAccessible(desk.page, 'what is wrong with a sheet');
  await desk.page.getByLabel('CSV file').setInputFiles(sheet('email,name,site,tenure\nresident@demo.example,,,Leaseholder\njo@home.example,Jo,Acacia Avenue,tenant\n'));
  await desk.page.getByRole('button', { name: 'Store 2 residents' }).click(SOON);
  await expect(desk.page.getByText('Stored: 1 new, 1 changed.', { exact: false })).toBeVisible(SOON);
  await desk.page.screenshot({ path: 'results/import-1280.png', fullPage: true });
  await desk.page.getByRole('link', { name: 'All accounts' }).click();
  await desk.page.getByRole('link', { name: 'Rose Adeyemi' }).click(SOON);
  await expect(desk.page.getByLabel('Tenure')).toHaveValue('leaseholder', SOON);
  await desk.page.getByLabel('Tenure').selectOption('shared owner');
  await desk.page.getByRole('button', { name: 'Save' }).first().click();
  await expect(desk.page.getByText('Saved', { exact: true })).toBeVisible(SOON);
  await desk.page.goto('/staff/governance');
  await expect(desk.page.getByRole('region', { name: 'What is erased, and when' })).toContainText('managers, admins and the service that sent it still find it', SOON);
  await desk.page.screenshot({ path: 'results/governance-1280.png', fullPage: true });
  const rose = await Api.signIn(server, RESIDENT);
  expect((await rose.json<unknown[]>('GET', '/visits')).length).toBe(0);
  expect(desk.errors).toEqual([]);
});
