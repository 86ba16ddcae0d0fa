// A resident's own notifications: read, answered, removed, with the same count everywhere, and linked to their records.
import type { Page } from '@playwright/test';
import { Api } from './harness/control';
import { Officer, keepRecord } from './harness/office';
import { RESIDENT, expect, expectAccessible, signIn, test as base } from './harness/test';

const HOUR = 3_600_000;
const SOON = { timeout: 10_000 };

const test = base.extend<{ office: Officer; rose: Page }>({
  office: async ({ server }, use) => use(await Officer.signIn(server, 'officer@demo.example')),
  /** The resident's phone, signed in; the demo's notifications are removed. */
  rose: async ({ context, page, server }, use) => {
    await signIn(context, server, RESIDENT);
    const own = await Api.signIn(server, RESIDENT);
    for (const { id } of await own.json<{ id: string }[]>('GET', '/notifications')) await own.call('DELETE', `/notifications/${id}`);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await use(page);
    expect(errors, 'no script failed').toEqual([]);
  },
});

/** The rows of a service's page. */
test('an admin sees everything that a service sent', async ({ page, context, server }) => {
  await signIn(context, server, 'admin@demo.example');
  await page.goto('/staff/services');
  await page.getByRole('link', { name: 'Income Services' }).click();
  const sent = page.getByRole('region', { name: 'Everything sent' });
  await expect(sent.getByRole('listitem').nth(10)).toBeVisible(SOON);
  await expect(page.getByText('Some fields cannot be used')).toHaveCount(0);
});

function tell(office: Officer, told: Record<string, unknown>): Promise<string> {
  return office.tell({ targetType: 'NoAccess', targetId: 'visit-7', user: RESIDENT, siteId: undefined, ...told });
}

function visit(office: Officer, hours: number): Promise<string> {
  return tell(office, { targetType: 'VisitDue', message: 'Olu visits you at noon.', dueAt: new Date(Date.now() + hours * HOUR).toISOString() });
}

function reads(id: string): string {
  return `SELECT count(*) FROM notification_history WHERE action = 'IsRead' AND notification_id = '${id}'`;
}

function row(page: Page, words: string) {
  return page.getByRole('listitem').filter({ hasText: words });
}

function bar(page: Page, count: number) {
  return page.getByRole('link', { name: count === 0 ? 'Notifications' : `Notifications ${count}`, exact: true });
}

test('the bar and the list show the count, and opening marks as read everywhere', async ({ rose, context, office, server }) => {
  const id = await tell(office, { message: 'We came and nobody was at home.' });
  await tell(office, { targetType: 'ProcessReminder', targetId: 'p-1', message: 'Please bring one document with your address.' });
  await rose.goto('/');
  await expect(bar(rose, 2)).toBeVisible();
  await bar(rose, 2).click();
  await expect(rose.getByRole('heading', { name: 'Notifications', level: 1 })).toBeVisible(SOON);
  await expect(rose.getByRole('listitem').first()).toContainText('Please bring one document');
  await expect(rose).toHaveTitle('(2) Notifications – Tocsin');
  await expect(rose.getByText('2 are new to you.')).toBeVisible();
  await expectAccessible(rose, 'the list');

  const second = await context.newPage();
  await second.goto('/notifications');
  await expect(row(second, 'We came and nobody was at home.')).toBeVisible(SOON);
  await rose.bringToFront();
  await rose.getByRole('link', { name: /We could not get in/ }).click();
  await expect(rose.getByRole('heading', { name: 'We could not get in', level: 1 })).toBeVisible();
  await expect(rose.getByText('We came and nobody was at home.')).toBeVisible();
  await expect(rose.getByText(/From Olu Dlamini/)).toBeVisible();
  await expectAccessible(rose, 'one notification');
  for (const page of [rose, second]) await expect(bar(page, 1)).toBeVisible(SOON);
  await expect(second).toHaveTitle('(1) Notifications – Tocsin');
  await expect.poll(() => server.count(reads(id))).toBe(1);
  await rose.getByRole('link', { name: 'All notifications' }).click();
  await row(rose, 'Please bring one document').getByRole('button', { name: /Mark read/ }).click();
  await expect(rose.getByText('You have read everything.')).toBeVisible();
  await expect(bar(second, 0)).toBeVisible(SOON);
});

test('a notification that comes while the list is open appears; the alarm page opens no event stream', async ({ rose, office }) => {
  await rose.goto('/notifications');
  await expect(rose.getByText('Nothing here yet')).toBeVisible(SOON);
  await expectAccessible(rose, 'an empty list');
  await tell(office, { targetType: 'SatisfactionSurvey', targetId: 'survey-1', message: 'How did we do with the leak?' });
  await expect(row(rose, 'How did we do with the leak?')).toBeVisible(SOON);
  await expect(bar(rose, 1)).toBeVisible();
  const asked: string[] = [];
  rose.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await rose.getByRole('link', { name: 'Tocsin' }).click();
  await expect(rose.getByRole('heading', { name: 'Do you need help now?' })).toBeVisible();
  const until = Date.now() + 6000;
  await expect.poll(() => Date.now() > until, { timeout: 10_000 }).toBe(true);
  expect(asked.filter((path) => path.startsWith('/api/events') || path.startsWith('/api/notifications'))).toEqual([]);
  await bar(rose, 1).click();
  await expect(row(rose, 'How did we do with the leak?')).toBeVisible(SOON);
  await tell(office, { message: 'We came again.' });
  await expect(row(rose, 'We came again.')).toBeVisible(SOON);
});

test('a visit is confirmed, then another time is requested, and the officer is notified of both', async ({ rose, office, server }) => {
  await visit(office, 20);
  await rose.goto('/notifications');
  await expect(row(rose, 'Olu visits you at noon.')).toContainText('Your answer is wanted', SOON);
  await rose.getByRole('link', { name: /Visit due/ }).click();
  await expect(rose.getByRole('heading', { name: 'Does this time suit you?' })).toBeVisible(SOON);
  await expectAccessible(rose, 'a visit that is due');
  await rose.getByRole('button', { name: 'Confirm visit' }).click();
  await expect(rose.getByText('You confirmed the visit. We come as planned.')).toBeVisible();
  await rose.getByRole('button', { name: 'Ask for another time' }).click();
  await rose.getByRole('button', { name: 'Send' }).click();
  await expect(rose.getByRole('link', { name: 'Write when it would suit you' })).toBeVisible();
  await expectAccessible(rose, 'an answer that lacks its time');
  await rose.getByLabel('When would it suit you?').fill('Friday after two');
  await rose.getByRole('button', { name: 'Send' }).click();
  await expect(rose.getByText('You asked for another time. Whoever comes is told, and writes to you.')).toBeVisible();
  await expect(rose.getByText('Friday after two')).toBeVisible();
  await expectAccessible(rose, 'a visit that was answered');
  const told = server.rows<{ message: string }>(`SELECT message FROM notification WHERE message LIKE 'Rose%' ORDER BY seq`);
  expect(told.map((row) => row.message)).toEqual(['Rose Adeyemi confirms the visit.', 'Rose Adeyemi asks for another day: Friday after two']);
});

test('a past visit cannot be answered', async ({ rose, office }) => {
  const id = await visit(office, -2);
  await rose.goto(`/notifications/${id}`);
  await expect(rose.getByText('It is too late to answer here.', { exact: false })).toBeVisible(SOON);
  await expect(rose.getByRole('button', { name: 'Confirm visit' })).toHaveCount(0);
});

test('notifications that must be seen ask for it, and the answer is in the history', async ({ rose, office, server }) => {
  const id = await tell(office, { targetType: 'CautionaryContact', targetId: 'house-1', message: 'Please keep the dog inside on Friday.' });
  await rose.goto(`/notifications/${id}`);
  const dialog = rose.getByRole('dialog', { name: 'Have you seen this?' });
  await expect(dialog).toBeVisible(SOON);
  await expectAccessible(rose, 'the question whether it was seen');
  await dialog.getByRole('button', { name: 'Not now' }).click();
  expect(server.count(reads(id))).toBe(0);
  await rose.getByRole('button', { name: 'I have seen this' }).click();
  await expect.poll(() => server.rows(`SELECT by_name FROM notification_history WHERE action = 'IsRead' AND notification_id = '${id}'`)).toEqual([{ by_name: 'Resident' }]);
  await expect(rose.getByRole('button', { name: 'I have seen this' })).toHaveCount(0);
});

test('older notifications are paged by twenty, and the way back is remembered', async ({ rose, office }) => {
  for (let number = 1; number <= 45; number += 1) await tell(office, { targetId: `visit-${number}`, message: `Message ${number}.` });
  await rose.goto('/notifications');
  await expect(row(rose, 'Message 45.')).toBeVisible(SOON);
  await expect(rose.getByRole('listitem')).toHaveCount(20);
  await rose.getByRole('link', { name: 'Older' }).click();
  await expect(row(rose, 'Message 25.')).toBeVisible();
  await rose.getByRole('link', { name: 'Older' }).click();
  await expect(rose.getByRole('listitem')).toHaveCount(5);
  await expect(rose.getByRole('link', { name: 'Older' })).toHaveCount(0);
  await expectAccessible(rose, 'the last page');
  await rose.getByRole('link', { name: 'Newer' }).click();
  await expect(row(rose, 'Message 25.')).toBeVisible();
  // Opening one and going back keeps the place.
  await rose.getByRole('listitem').nth(3).getByRole('link').click();
  await expect(rose.getByRole('heading', { name: 'We could not get in' })).toBeVisible();
  await rose.goBack();
  await expect(row(rose, 'Message 25.')).toBeVisible();
  await rose.getByRole('link', { name: 'Newer' }).click();
  await expect(row(rose, 'Message 45.')).toBeVisible();
});

test('a removal waits and can be undone; then the notification is gone', async ({ rose, office, server }) => {
  const before = server.count('SELECT count(*) FROM tray_item WHERE removed_at IS NOT NULL');
  const removed = () => server.count('SELECT count(*) FROM tray_item WHERE removed_at IS NOT NULL') - before;
  await tell(office, { message: 'We came and nobody was at home.' });
  await rose.goto('/notifications');
  await row(rose, 'We came').getByRole('button', { name: /Remove/ }).click();
  await rose.getByRole('button', { name: 'Keep it' }).click();
  await row(rose, 'We came').getByRole('button', { name: /Remove/ }).click();
  await expect(rose.getByRole('button', { name: 'Keep it' })).toBeVisible();
  await expectAccessible(rose, 'one that goes');
  await expect(row(rose, 'We came')).toHaveCount(0);
  await expect(rose.getByText('Nothing here yet')).toBeVisible();
  expect(removed()).toBe(1);
  await tell(office, { message: 'We came again.' });
  await row(rose, 'We came again.').getByRole('button', { name: /Remove/ }).click();
  await rose.goto('about:blank');
  await expect.poll(removed).toBe(2);
});

test('a notification links to its record once its service keeps it, and never to another resident\'s', async ({ rose, office, server, browser }) => {
  const id = await tell(office, { message: 'We came and nobody was at home.' });
  await rose.goto(`/notifications/${id}`);
  await expect(rose.getByText('We came and nobody was at home.')).toBeVisible(SOON);
  await expect(rose.getByRole('link', { name: 'Make your home accessible' })).toHaveCount(0);
  await keepRecord(server, 'visit/visit-7', { title: 'Gas check', state: 'nobody at home', actions: [{ label: 'Choose a day', link: 'https://repairs.example/visit-7' }] });
  await rose.reload();
  await rose.getByRole('link', { name: 'Make your home accessible' }).click();
  await expect(rose.getByRole('heading', { level: 1, name: 'Gas check' })).toBeVisible(SOON);
  await expect(rose).toHaveURL(/\/records\/visit\/visit-7$/);
  await expect(rose.getByRole('link', { name: 'Choose a day' })).toHaveAttribute('href', 'https://repairs.example/visit-7');
  await expectAccessible(rose, 'a record');

  const context = await browser.newContext({ baseURL: server.origin });
  await signIn(context, server, 'neighbour@demo.example');
  const neighbour = await context.newPage();
  await neighbour.goto(`/notifications/${id}`);
  await expect(neighbour.getByRole('heading', { name: 'This notification is not here' })).toBeVisible(SOON);
  await expectAccessible(neighbour, 'one that is not theirs');
  await context.close();
});

test('without a network the list stays and says how old it is; signed out it says what to do', async ({ rose, context, office, server }) => {
  await tell(office, { message: 'We came and nobody was at home.' });
  await rose.goto('/notifications');
  await expect(row(rose, 'We came')).toBeVisible(SOON);
  await context.setOffline(true);
  await row(rose, 'We came').getByRole('button', { name: /Mark read/ }).click();
  await expect(rose.getByText('No connection to Tocsin', { exact: false })).toBeVisible();
  await expectAccessible(rose, 'a list without a network');
  await context.setOffline(false);
  await row(rose, 'We came').getByRole('button', { name: /Mark read/ }).click();
  await expect(rose.getByText('You have read everything.')).toBeVisible();
  await context.request.delete(`${server.origin}/api/session`, { headers: { Origin: server.origin } });
  await rose.goto('/notifications');
  await expect(rose.getByText('Sign in to see your notifications.')).toBeVisible(SOON);
  await expect(bar(rose, 0)).toBeVisible();
  await expectAccessible(rose, 'signed out');
});
