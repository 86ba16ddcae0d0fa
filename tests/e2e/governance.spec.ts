// Governance by managers and admins: guidelines with their breaches, stale processes, and erasure.
import { type Browser } from '@playwright/test';
import { Api } from './harness/control';
import { openTray } from './harness/office';
import { expect, expectAccessible, test } from './harness/test';

const ADMIN = 'admin@demo.example';
const MANAGER = 'manager@demo.example';
const DAY = 24 * 3_600_000;

test('an admin sets guidelines, and sees who breaches them', async ({ browser, server }) => {
  const { page, context, errors } = await openTray(browser as Browser, server, ADMIN, '/staff/governance');
  const guidelines = page.getByRole('region', { name: 'Guidelines', exact: true });
  await expect(guidelines.getByRole('button', { name: 'Change the guidelines' })).toBeVisible();
  await expectAccessible(page, 'governance at first');
  await guidelines.getByRole('button', { name: 'Change the guidelines' }).click();
  await guidelines.getByRole('button', { name: 'Add a guideline' }).click();
  const last = () => guidelines.getByLabel('At most').last();
  await last().fill('101');
  await guidelines.getByRole('button', { name: 'Save' }).click();
  await expect(guidelines.getByRole('link', { name: /Enter a number: a percentage/ })).toBeVisible();
  await expectAccessible(page, 'a guideline with complaints');
  await guidelines.getByLabel('What is limited').last().selectOption({ label: 'Time since it last sent anything (days)' });
  await guidelines.getByLabel('Service', { exact: true }).last().selectOption({ label: 'Repairs' });
  await last().fill('0');
  await guidelines.getByRole('button', { name: 'Save' }).click();
  await expect(guidelines).toContainText('Repairs');
  await expect.poll(() => server.count(`SELECT count(*) FROM guideline WHERE measure = 'silentDays' AND most = 0`)).toBe(1);

  // In the demo an item of Revenue and Benefits has waited for 17 days.
  const breached = page.getByRole('row').filter({ hasText: 'Revenue and Benefits' }).filter({ hasText: 'Oldest item without a decision' });
  await expect(breached).toContainText('Breached');
  await expect(breached).toContainText('Admins told');
  const kept = page.getByRole('row').filter({ hasText: 'Repairs' }).filter({ hasText: 'Time since it last sent' });
  await expect(kept).toContainText('at most 0 days');
  const waited = page.getByRole('figure', { name: 'Oldest item without a decision' });
  await expect(waited.getByRole('listitem').first()).toContainText('Revenue and Benefits');
  await expect(waited.getByRole('listitem').first()).toContainText('17 days');
  await expectAccessible(page, 'governance with its charts');
  expect(errors).toEqual([]);
  await context.close();
});

test('a manager sees stale processes and cannot change anything', async ({ browser, server }) => {
  const admin = await Api.signIn(server, ADMIN);
  const old = new Date(Date.now() - 15 * DAY).toISOString();
  await admin.json('PUT', '/processes/TC-9', { kind: 'tenancy-change', state: 'documents checked', owner: 'officer@demo.example', updatedAt: old });
  await admin.json('PUT', '/processes/TC-8', { kind: 'tenancy-change', state: 'opened', owner: 'officer@demo.example', updatedAt: new Date().toISOString() });
  const { page, context, errors } = await openTray(browser as Browser, server, MANAGER, '/staff/tray');
  await page.getByRole('link', { name: 'Governance' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'TC-9' })).toContainText('Stands still');
  await expect(page.getByRole('row').filter({ hasText: 'TC-8' })).toHaveCount(0);
  await page.getByRole('link', { name: 'All that are open' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'TC-8' })).toContainText('Moves');
  const moved = page.getByRole('figure', { name: 'Days since each one moved' }).getByRole('listitem');
  await expect(moved.filter({ hasText: 'TC-9' })).toContainText('15 days');
  await expect(moved.filter({ hasText: 'TC-8' })).toContainText('0 days');
  await expect(page.getByRole('region', { name: 'What is erased, and when' })).toContainText('after 90 days');
  await expect(page.getByRole('region', { name: 'How long it may take' })).toContainText('14 days');
  await expect(page.getByRole('button', { name: /Save|Change/ })).toHaveCount(0);
  await expectAccessible(page, 'governance for a manager');
  expect(errors).toEqual([]);
  await context.close();
});

test('an admin sets after how many days a kind is stale, and the list follows', async ({ browser, server }) => {
  const admin = await Api.signIn(server, ADMIN);
  await admin.json('PUT', '/processes/SJ-1', { kind: 'sole-to-joint', state: 'on hold', owner: 'officer@demo.example', updatedAt: new Date(Date.now() - 5 * DAY).toISOString() });
  const { page, context, errors } = await openTray(browser as Browser, server, ADMIN, '/staff/governance');
  const limits = page.getByRole('region', { name: 'How long it may take' });
  await limits.getByRole('button', { name: 'Add' }).click();
  await expect(limits.getByRole('link', { name: 'Enter what kind of process' })).toBeVisible();
  await limits.getByLabel('Another kind of process').fill('sole-to-joint');
  await limits.getByLabel('Days').fill('4');
  await limits.getByRole('button', { name: 'Add' }).click();
  await expect(limits.getByLabel('Sole to joint')).toHaveValue('4');
  await expect(page.getByRole('row').filter({ hasText: 'SJ-1' })).toContainText('Stands still');
  await limits.getByLabel('Sole to joint').fill('none');
  await limits.getByRole('button', { name: 'Save Sole to joint' }).click();
  await expect(limits.getByRole('link', { name: 'Enter a number of days, 1 to 3650' })).toBeVisible();
  await limits.getByRole('button', { name: 'Use the usual 14 days' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'SJ-1' })).toHaveCount(0);
  expect(server.count(`SELECT count(*) FROM threshold WHERE kind = 'sole-to-joint'`)).toBe(0);
  expect(errors).toEqual([]);
  await context.close();
});

test('an officer cannot open the page', async ({ browser, server }) => {
  const { page, context } = await openTray(browser as Browser, server, 'officer@demo.example', '/staff/governance');
  await expect(page.getByRole('heading', { name: 'This page is not for your account' })).toBeVisible();
  await context.close();
});
