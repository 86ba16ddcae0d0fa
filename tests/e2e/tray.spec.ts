// The officers' tray: each decision is made once, the count agrees everywhere, and nothing is lost without a network.
// Long because every journey begins with the same two officers and an empty tray.
import { type Browser } from '@playwright/test';
import { type Desk, OFFICER, Officer, SECOND_OFFICER, bell, openTab, openTray, row } from './harness/office';
import { expect, expectAccessible, test as base } from './harness/test';

interface Past {
  at: number;
  made_at: number;
  action: string;
}

const test = base.extend<{ office: Officer; tray: Desk; history: (...actions: string[]) => Past[] }>({
  /** The sender; their own tray is the second officer's. All trays are empty at first. */
  office: async ({ server, history }, use) => {
    void history;
    server.emptyTrays();
    await use(await Officer.signIn(server, SECOND_OFFICER));
  },
  /** These actions in the histories of notifications, without the demonstration's own. */
  history: async ({ server }, use) => {
    const before = server.count('SELECT max(id) FROM notification_history');
    await use((...actions) => server.rows<Past>(`SELECT at, made_at, action FROM notification_history WHERE id > ${before} AND action IN (${actions.map((action) => `'${action}'`)})`));
  },
  tray: async ({ browser, server, office }, use) => {
    void office;
    const desk = await openTray(browser as Browser, server);
    await use(desk);
    expect(desk.errors, 'no script failed').toEqual([]);
    await desk.context.close();
  },
});

const ONE_SECOND = { timeout: 1000 };

/** Blocks every other writer of the page's database until the returned function is called. */
async function occupyDisk(): Promise<() => void> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('tocsin-staff');
    opening.onsuccess = () => resolve(opening.result);
  });
  const store = database.transaction('kept', 'readwrite').objectStore('kept');
  let occupied = true;
  // A transaction lasts while requests are made in it.
  const ask = () => {
    store.get('nothing').onsuccess = () => occupied && ask();
  };
  ask();
  return () => {
    occupied = false;
    database.close();
  };
}

test('a new notification waits behind a button, and then is first', async ({ tray: { page }, office }) => {
  await office.tell({ message: 'The first' });
  await expect(row(page, 'The first')).toBeVisible();
  await office.tell({ message: 'The second' });
  await office.tell({ message: 'The third' });
  await page.getByRole('button', { name: 'Show 2 new' }).click();
  await expect(page.getByRole('article').first()).toContainText('The third');
  await expect(page.getByRole('button', { name: /Show/ })).toHaveCount(0);
});

test('two officers decide the same at once: one decision, which both see', async ({ browser, server, office, history }) => {
  const id = await office.tell({ message: 'Who pays for the fence', requireAction: true });
  const desks = await Promise.all([openTray(browser, server, OFFICER, `/staff/tray/${id}`), openTray(browser, server, SECOND_OFFICER, `/staff/tray/${id}`)]);
  const verbs = ['Approve', 'Reject'];
  for (const [index, { page }] of desks.entries()) {
    await page.getByRole('button', { name: 'I have seen this' }).click();
    await page.getByRole('article', { name: 'Cautionary contact' }).getByRole('button', { name: verbs[index], exact: true }).last().click();
    await page.getByRole('dialog').getByRole('textbox').fill(`Because of ${index}`);
  }
  await Promise.all(desks.map(({ page }, index) => page.getByRole('dialog').getByRole('button', { name: verbs[index], exact: true }).click()));
  await expect.poll(() => history('Approved', 'Rejected')).toHaveLength(1);
  const [won] = history('Approved', 'Rejected');
  const loser = desks[won.action === 'Approved' ? 1 : 0].page;
  await expect(loser.getByRole('dialog', { name: 'Somebody was quicker' })).toContainText(`${won.action} by`);
  await loser.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  for (const { page } of desks) {
    await expect(page.getByRole('heading', { name: 'Decision' }).locator('..')).toContainText(`${won.action} by`);
  }
  for (const { context, errors } of desks) {
    expect(errors).toEqual([]);
    await context.close();
  }
});

test('the count agrees in two tabs and in another browser within a second', async ({ browser, server, tray, office }) => {
  const second = await openTab(tray.context, '/staff/compose');
  const elsewhere = await openTray(browser, server);
  const pages = [tray.page, second.page, elsewhere.page];
  for (const page of pages) await expect(bell(page, 0)).toBeVisible();
  const ids = [];
  for (const count of [1, 2, 3]) {
    ids.push(await office.tell({ message: `Number ${count}` }));
    await Promise.all(pages.map((page) => expect(bell(page, count)).toBeVisible(ONE_SECOND)));
  }
  await expect(tray.page).toHaveTitle(/^\(3\) /);
  const reader = await Officer.signIn(server, OFFICER);
  await reader.decide(ids[0], 'IsRead');
  await Promise.all(pages.map((page) => expect(bell(page, 2)).toBeVisible(ONE_SECOND)));
  await elsewhere.context.close();
});

test('the count stays current when the tab with the event stream is closed', async ({ tray, office }) => {
  const second = await openTab(tray.context);
  await tray.page.close();
  await office.tell();
  await expect(bell(second.page, 1)).toBeVisible();
});

test('notifications that must be seen ask, and the answer is in the history', async ({ tray: { page }, office, history }) => {
  await office.tell({ targetType: 'TenantDeath', message: 'Mr Okafor of number 3' });
  await row(page, 'Mr Okafor').getByRole('link').click();
  const dialog = page.getByRole('dialog', { name: 'Have you seen this?' });
  await expect(dialog).toBeVisible();
  await expectAccessible(page, 'the question whether it was seen');
  await dialog.getByRole('button', { name: 'Not now' }).click();
  expect(history('IsRead')).toHaveLength(0);
  await page.reload();
  await page.getByRole('button', { name: 'I have seen this' }).click();
  await expect(page.getByRole('heading', { name: 'History' }).locator('../..')).toContainText('Said: I have seen this');
  await expect(bell(page, 0)).toBeVisible();
  expect(history('IsRead')).toHaveLength(1);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Death of a tenant' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('marking as read can be undone for five seconds, and is sent when the page is hidden', async ({ tray: { page }, office, server }) => {
  await office.tell({ targetType: 'NoAccess', user: OFFICER, message: 'Nobody opened' });
  const read = () => server.count('SELECT count(*) FROM tray_item WHERE read_at IS NOT NULL AND as_sender = 0');
  await row(page, 'Nobody opened').getByRole('button', { name: /Mark read/ }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, 'Nobody opened').getByRole('button', { name: /Mark read/ })).toBeVisible();
  await row(page, 'Nobody opened').getByRole('button', { name: /Mark read/ }).click();
  await page.goto('about:blank');
  await expect.poll(read).toBe(1);
});

test('a removal can be undone, and then the notification is gone', async ({ tray: { page }, office, server }) => {
  await office.tell({ targetType: 'NoAccess', user: OFFICER, message: 'Nobody opened' });
  await expect(row(page, 'Nobody opened')).toBeVisible();
  await page.clock.install();
  await row(page, 'Nobody opened').getByRole('button', { name: /Remove/ }).click();
  await page.clock.runFor(3_000);
  await page.getByRole('button', { name: 'Undo' }).click();
  await row(page, 'Nobody opened').getByRole('button', { name: /Remove/ }).click();
  // The five seconds of the undone action are over, and not those of this one.
  await page.clock.runFor(3_000);
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  await page.clock.runFor(3_000);
  await expect(row(page, 'Nobody opened')).toHaveCount(0);
  await expect(page.getByText('Nothing here yet')).toBeVisible();
  await expect.poll(() => server.count(`SELECT count(*) FROM tray_item WHERE removed_at IS NOT NULL`)).toBe(1);

  await page.getByRole('button', { name: /Filters/ }).click();
  await page.getByRole('link', { name: 'Removed ones' }).click();
  await expect(row(page, 'Nobody opened')).toContainText(/Removed \d\d:\d\d/);
  await expect(row(page, 'Nobody opened').getByRole('link')).toHaveCount(0);
  await expectAccessible(page, 'what was removed');
  await row(page, 'Nobody opened').getByRole('button', { name: /Put back/ }).click();
  await expect(page.getByText('Nothing was removed')).toBeVisible();
  await page.getByRole('link', { name: 'All', exact: true }).click();
  await expect(row(page, 'Nobody opened').getByRole('button', { name: /Remove/ })).toBeVisible();
  await expect(bell(page, 1)).toBeVisible();
});

test('a decision without a network is pending with its time, and is sent automatically', async ({ tray, office, history }) => {
  const { page, context } = tray;
  await office.tell({ targetType: 'NoAccess', user: OFFICER, message: 'Force the door', requireAction: true });
  await expect(row(page, 'Force the door')).toBeVisible();
  await context.setOffline(true);
  // Ten minutes ago, so that the time of the decision differs from the time of sending.
  await page.clock.setFixedTime(Date.now() - 600_000);
  await row(page, 'Force the door').getByRole('button', { name: /Reject/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
  await expect(page.getByText('Write why, so that others can go on')).toBeVisible();
  await page.getByRole('dialog').getByRole('textbox').fill('She has a key');
  const letGo = await page.evaluateHandle(occupyDisk);
  await page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
  // It is not shown as pending before it is on disk.
  await page.waitForTimeout(1000);
  await expect(page.getByText('Waits to be sent')).toHaveCount(0);
  await letGo.evaluate((letGo) => letGo());
  await expect(row(page, 'Force the door')).toContainText('Waits to be sent: Rejected');
  expect(history('Rejected')).toHaveLength(0);
  // Stored on disk: the page may be closed meanwhile.
  await page.close();
  await context.setOffline(false);
  const again = await openTab(context);
  await expect(row(again.page, 'Force the door')).toContainText('Rejected by you');
  const [kept] = history('Rejected');
  expect(kept.at - kept.made_at).toBeGreaterThan(500_000);
});

test('the tray works by keyboard alone, and the shortcuts can be switched off', async ({ tray: { page }, office, history }) => {
  for (const name of ['Third', 'Second', 'First']) await office.tell({ targetType: 'NoAccess', user: OFFICER, message: name, requireAction: true });
  await page.reload();
  await expect(page.getByRole('article')).toHaveCount(3);
  await page.keyboard.press('j');
  await expect(row(page, 'First')).toBeFocused();
  await page.keyboard.press('j');
  await expect(row(page, 'Second')).toBeFocused();
  await page.keyboard.press('x');
  await expect(row(page, 'Second').getByRole('checkbox')).toBeChecked();
  await page.keyboard.press('k');
  await expect(row(page, 'First')).toBeFocused();
  await page.keyboard.press('a');
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).press('Enter');
  await expect(row(page, 'First')).toContainText('Approved by you');
  // Its event may overtake the response; until then the dialog handles the keys.
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('o');
  await expect(page).toHaveURL(/\/staff\/tray\/.+/);
  await page.keyboard.press('j');
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeFocused();
  await page.keyboard.press('u');
  await expect(row(page, 'Second')).toBeFocused();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await expect(sheet).toBeVisible();
  await expectAccessible(page, 'the sheet of keys');
  await sheet.getByLabel('Use these keys').uncheck();
  await sheet.getByRole('button', { name: 'Close' }).click();
  await page.keyboard.press('j');
  await expect(row(page, 'Second')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(row(page, 'Third')).toBeFocused();
  expect(history('Approved')).toHaveLength(1);
});

test('a second press neither decides nor removes anything else', async ({ tray: { page }, office, server }) => {
  await office.tell({ targetType: 'NoAccess', user: OFFICER, message: 'News' });
  await office.tell({ targetType: 'NoAccess', user: OFFICER, message: 'Force the door', requireAction: true });
  await page.reload();
  await row(page, 'Force the door').getByRole('button', { name: /Approve/ }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).press('Enter');
  await expect(row(page, 'Force the door')).toContainText(/Approved by you · \d\d:\d\d/);
  await expect(row(page, 'Force the door')).toBeFocused();
  await expect(row(page, 'Force the door').getByRole('button')).toHaveCount(0);
  await row(page, 'News').getByRole('button', { name: /Mark read/ }).press('Enter');
  await expect(row(page, 'News')).toBeFocused();
  await row(page, 'Force the door').getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'Decision' }).locator('..')).toContainText(/Approved by you · .*\d\d:\d\d/);
  expect(server.count('SELECT count(*) FROM tray_item WHERE removed_at IS NOT NULL')).toBe(0);
});

test('a note outlives its dialog, and Ctrl+Enter sends it', async ({ tray: { page }, office, history }) => {
  await office.tell({ targetType: 'NoAccess', user: OFFICER, message: 'Force the door', requireAction: true });
  await row(page, 'Force the door').getByRole('link').click();
  const pane = page.getByRole('article', { name: 'We could not get in' }).last();
  const note = page.getByRole('dialog').getByRole('textbox');
  await pane.getByRole('button', { name: 'Reject' }).click();
  await note.press('Control+Enter');
  await expect(page.getByText('Write why, so that others can go on')).toBeVisible();
  await note.pressSequentially('She has');
  await expect(page.getByText('Write why, so that others can go on')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await pane.getByRole('button', { name: 'Approve' }).click();
  await expect(note, 'a note is of one decision').toHaveValue('');
  await page.keyboard.press('Escape');
  await pane.getByRole('button', { name: 'Reject' }).click();
  await expect(note).toHaveValue('');
  await note.pressSequentially('She has a key');
  await page.keyboard.press('Escape');
  await pane.getByRole('button', { name: 'Reject' }).click();
  await expect(note).toHaveValue('She has a key');
  await note.press('Control+Enter');
  await expect(pane).toContainText('Rejected by you');
  await expect(page.getByRole('heading', { level: 2, name: 'We could not get in' })).toBeFocused();
  expect(history('Rejected')).toHaveLength(1);
});

test('urgent decisions are counted on the overview, and the ends of the list have no neighbour', async ({ tray: { page }, office }) => {
  await expect(page.getByRole('link', { name: 'Urgent', exact: true })).toBeVisible();
  await office.tell({ targetType: 'NoAccess', user: OFFICER, message: 'Some day', requireAction: true });
  await office.tell({ targetType: 'NoAccess', user: OFFICER, message: 'Today', requireAction: true, dueAt: new Date(Date.now() + 3_600_000).toISOString() });
  await expect(page.getByRole('link', { name: 'Urgent 1' })).toBeVisible();
  await page.getByRole('link', { name: '1 has to be decided within a day' }).click();
  await expect(page.getByRole('article')).toHaveCount(1);
  await page.getByRole('link', { name: 'All', exact: true }).click();
  await row(page, 'Today').getByRole('link').click();
  await expect(page.getByRole('button', { name: 'Previous' })).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('heading', { level: 2 }).first().locator('../..')).toContainText('Some day');
  await expect(page.getByRole('button', { name: 'Next' })).toHaveAttribute('aria-disabled', 'true');
});

test('several are decided at once, each with its own result', async ({ tray: { page }, office, history }) => {
  const ids = [];
  for (const name of ['One', 'Two', 'Three']) ids.push(await office.tell({ message: `Number ${name}`, requireAction: true }));
  await page.reload();
  for (const name of ['One', 'Two', 'Three']) await page.getByRole('article').filter({ hasText: `Number ${name}` }).getByRole('checkbox').check();
  await expect(page.getByText('3 selected')).toBeVisible();
  await page.getByRole('group', { name: 'Selected' }).getByRole('button', { name: 'Approve' }).click();
  // These have to be seen before they are decided.
  await page.getByRole('dialog', { name: 'Have you seen this?' }).getByRole('button', { name: 'I have seen this' }).click();
  await expect(page.getByRole('dialog', { name: 'Approve these 3?' })).toBeVisible();
  expect(history('IsRead')).toHaveLength(3);
  // Somebody else is faster with one of them.
  await office.decide(ids[0], 'Rejected', 'Too dear');
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  const results = page.getByRole('dialog', { name: 'What was decided' });
  await expect(results).toContainText('2 done');
  await expect(results).toContainText('1 not done');
  await expect(results).toContainText(/Rejected by/);
  await expectAccessible(page, 'the results of several');
  expect(history('Approved')).toHaveLength(2);
});

test('urgent decisions have a tab, and days filter the list', async ({ tray: { page }, office }) => {
  const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600_000).toISOString();
  await office.tell({ message: 'The boiler leaks', requireAction: true, dueAt: inDays(0.1) });
  await office.tell({ message: 'New curtains', requireAction: true, dueAt: inDays(30) });
  await page.getByRole('link', { name: 'Urgent' }).click();
  await expect(row(page, 'The boiler leaks')).toContainText('Urgent: decide by');
  await expect(row(page, 'New curtains')).toHaveCount(0);
  await page.getByRole('link', { name: 'All', exact: true }).click();
  await expect(row(page, 'New curtains')).toContainText('Decide by');
  await page.getByRole('button', { name: /Filters/ }).click();
  await page.getByLabel('Arrived until', { exact: true }).fill(inDays(-2).slice(0, 10));
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await expect(page).toHaveURL(/until=/);
  await page.getByLabel('Arrived until', { exact: true }).fill(inDays(0).slice(0, 10));
  await page.getByLabel('Arrived from', { exact: true }).fill(inDays(-2).slice(0, 10));
  await expect(row(page, 'The boiler leaks')).toBeVisible();
});

test('filters and search are in the address, and Back restores them', async ({ tray: { page }, office }) => {
  await office.tell({ targetType: 'TenantDeath', message: 'Mr Okafor' });
  await office.tell({ message: 'A dog at number 9', requireAction: true });
  await page.reload();
  await page.getByRole('link', { name: /To decide/ }).first().click();
  await expect(page).toHaveURL(/show=to-decide/);
  await expect(page.getByRole('article')).toHaveCount(1);
  await page.getByRole('searchbox', { name: 'Search' }).fill('okafor');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await expect(page).toHaveURL(/q=okafor/);
  await page.getByRole('link', { name: 'Search all notifications' }).click();
  await expect(page.getByRole('article')).toHaveCount(1);
  await page.getByRole('button', { name: /Filters/ }).click();
  await page.getByLabel('Kind').selectOption({ label: 'Cautionary contact' });
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await expectAccessible(page, 'filters over an empty list');
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await expect(page.getByRole('article'), 'the words stay').toHaveCount(1);
  await page.getByRole('searchbox', { name: 'Search' }).fill('');
  await expect(page.getByRole('article')).toHaveCount(2);
  const url = page.url();
  await row(page, 'A dog').getByRole('link').click();
  await expect(page).toHaveURL(/\/staff\/tray\/.+/);
  await page.goBack();
  await expect(page).toHaveURL(url);
});

test('on a phone, Back finds the list where it was', async ({ tray: { page }, office }) => {
  for (let number = 1; number <= 30; number++) await office.tell({ targetType: 'NoAccess', user: OFFICER, message: `Letter ${number}.` });
  await page.setViewportSize({ width: 412, height: 823 });
  await page.reload();
  await expect(row(page, 'Letter 30.')).toBeVisible();
  await row(page, 'Letter 22.').getByRole('link').scrollIntoViewIfNeeded();
  await row(page, 'Letter 22.').getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'We could not get in' })).toBeVisible();
  await expect(page.getByRole('feed')).toBeHidden();
  await page.goBack();
  await expect(row(page, 'Letter 22.')).toBeInViewport();
  await expect(row(page, 'Letter 22.')).toBeFocused();
  await row(page, 'Letter 21.').getByRole('link').click();
  await page.reload();
  await page.getByRole('link', { name: 'Back to the list' }).click();
  await expect(page.getByRole('feed')).toBeVisible();
});

test('every state of the tray is accessible', async ({ tray, office }) => {
  const { page, context } = tray;
  await expect(page.getByText('Nothing here yet')).toBeVisible();
  await expectAccessible(page, 'an empty tray');
  await office.tell({ message: 'A dog at number 9', requireAction: true });
  await office.tell({ targetType: 'TenantDeath', message: 'Mr Okafor' });
  await page.reload();
  await expect(page.getByRole('article')).toHaveCount(2);
  await expectAccessible(page, 'a tray with rows');
  await row(page, 'A dog').getByRole('button', { name: /Approve/ }).click();
  await expectAccessible(page, 'the question before a decision');
  await page.keyboard.press('Escape');
  await row(page, 'A dog').getByRole('link').click();
  await expect(page.getByRole('heading', { level: 2, name: 'Cautionary contact' })).toBeVisible();
  await page.getByRole('dialog', { name: 'Have you seen this?' }).getByRole('button', { name: 'Not now' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expectAccessible(page, 'one notification');
  await context.setOffline(true);
  await expect(page.getByRole('button', { name: 'Next' })).toBeDisabled();
  await office.tell();
  await expectAccessible(page, 'without a network');
  await context.setOffline(false);
  await page.goto('/staff/tray/no-such-one');
  await expect(page.getByText('This notification is not here')).toBeVisible();
  await expectAccessible(page, 'a notification that is not there');
});

test('an account without a tray cannot open it', async ({ browser, server }) => {
  const { page, context } = await openTray(browser, server, 'supporter@demo.example');
  await expect(page.getByRole('heading', { name: 'This page is not for your account' })).toBeVisible();
  await context.close();
});
