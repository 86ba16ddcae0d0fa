// Links of notifications: a service stores a record and asks for a decision, the officer sees the record first and decides
// beside it; a resident follows the link of an e-mail, signs in, and answers there.
import type { Browser } from '@playwright/test';
import { asRepairs, keepRecord, openTray, row } from './harness/office';
import { PASSWORD, RESIDENT, expect, expectAccessible, signIn, test } from './harness/test';

const MANAGER = 'repairs-manager@demo.example';
const SOON = { timeout: 10_000 };

test('an approval is confirmed as seen, decided beside its record, and its service is notified', async ({ browser, server }) => {
  server.emptyTrays();
  await keepRecord(server, 'work-order/wo-9', {
    title: 'Work order 9',
    state: 'waits for approval',
    fields: [{ name: 'Home', value: '33 Acacia Avenue' }, { name: 'Now', value: '£184.00' }],
    actions: [{ label: 'Open in Repairs', link: 'https://repairs.example/9' }],
  });
  const told = { notificationType: 'Screen', targetType: 'WorkOrderVariation', targetId: 'wo-9', message: 'The leak needs a new valve.', requireAction: true };
  const id = await asRepairs<string>(server, 'POST', '/notifications', told);
  const desk = await openTray(browser as Browser, server, MANAGER);
  const { page } = desk;
  // From the row, without having opened it.
  await row(page, 'The leak needs').getByRole('button', { name: /Approve/ }).click();
  const seen = page.getByRole('dialog', { name: 'Have you seen this?' });
  await expectAccessible(page, 'the question before a decision');
  await seen.getByRole('button', { name: 'Not now' }).click();
  await row(page, 'The leak needs').getByRole('link').click();
  await seen.getByRole('button', { name: 'I have seen this' }).click();
  const record = page.getByRole('region', { name: 'Work order 9' });
  await expect(record).toContainText('£184.00');
  await expect(record.getByRole('link', { name: 'Open in Repairs' })).toHaveAttribute('href', 'https://repairs.example/9');
  await expectAccessible(page, 'a decision beside its record');
  await page.getByRole('region', { name: 'Decision' }).getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('dialog', { name: 'Approve this?' }).getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByRole('region', { name: 'Decision' })).toContainText('Approved by you');
  await expect(page.getByRole('region', { name: 'History' })).toContainText('Said: I have seen this');
  const actions = server.rows<{ action: string }>(`SELECT action FROM notification_history WHERE notification_id = '${id}' ORDER BY id`);
  expect(actions.map((one) => one.action)).toEqual(['Created', 'IsRead', 'Approved']);
  expect(desk.errors, 'no script failed').toEqual([]);
  await desk.context.close();
});

test('a link opened signed out leads there after signing in; the survey is answered, and staff read the reply', async ({ browser, page, server }) => {
  const told = { notificationType: 'Screen', targetType: 'SatisfactionSurvey', targetId: 's-1', user: RESIDENT, message: 'How did we do with your tap?' };
  const id = await asRepairs<string>(server, 'POST', '/notifications', told);
  await page.goto(`/notifications/${id}`);
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('E-mail address').fill(RESIDENT);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(new RegExp(`/notifications/${id}$`), SOON);
  await expect(page.getByText('How did we do with your tap?')).toBeVisible(SOON);
  await page.getByRole('button', { name: 'Send answer' }).click();
  await expect(page.getByRole('link', { name: 'Choose one answer' })).toBeVisible();
  await expectAccessible(page, 'a survey with a complaint');
  await page.getByRole('radio', { name: 'Satisfied', exact: true }).check();
  await page.getByLabel('Anything else?', { exact: false }).fill('Quick and clean');
  await page.getByRole('button', { name: 'Send answer' }).click();
  await expect(page.getByText('You answered: Satisfied')).toBeVisible(SOON);
  await expectAccessible(page, 'a survey that was answered');
  expect(server.rows('SELECT answer, note FROM notification_reply')).toEqual([{ answer: 'satisfied', note: 'Quick and clean' }]);
  // Staff read the answer where they read the notification.
  const desk = await openTray(browser, server, 'manager@demo.example', `/staff/tray/${id}`);
  const replies = desk.page.getByRole('region', { name: 'Replies' });
  await expect(replies).toContainText('Satisfied', SOON);
  await expect(replies).toContainText('Quick and clean');
  await expect(replies).toContainText('Rose Adeyemi');
  await expectAccessible(desk.page, 'a notification with replies');
  expect(desk.errors, 'no script failed').toEqual([]);
  await desk.context.close();
});

test('an admin tests and sets the link of a kind of notification', async ({ page, context, server }) => {
  await signIn(context, server, 'admin@demo.example');
  await page.goto('/staff/services');
  await page.getByRole('link', { name: 'Where notifications lead' }).click();
  await page.getByText('Court action').click();
  const kind = page.locator('details', { hasText: 'Court action' });
  await kind.getByLabel('Link').fill('https://cases.example/{id}');
  await kind.getByRole('button', { name: 'Save link' }).click();
  await expect(kind.getByRole('link', { name: 'Use {targetId} for the record' })).toBeVisible();
  await kind.getByLabel('Link').fill('https://cases.example/{targetId}');
  await expect(kind.getByText('https://cases.example/1234')).toBeVisible();
  await expectAccessible(page, 'a link that is tried');
  await kind.getByRole('button', { name: 'Save link' }).click();
  await expect(kind.getByText('Saved')).toBeVisible();
  expect(server.rows('SELECT target_type, template FROM link_template')).toEqual([{ target_type: 'CourtAction', template: 'https://cases.example/{targetId}' }]);
  await kind.getByRole('button', { name: 'Use the usual link' }).click();
  await expect.poll(() => server.count('SELECT count(*) FROM link_template')).toBe(0);
});
