// An alarm that nobody acknowledges notifies more people until somebody answers: an admin sets the steps, nobody is at any screen,
// a text is answered, and the resident sees that a person has seen the alarm.
import { type Browser } from '@playwright/test';
import { Api } from './harness/control';
import { openTray } from './harness/office';
import type { Server } from './harness/server';
import { RESIDENT, expect, expectAccessible, signIn, test } from './harness/test';

const ADMIN = 'admin@demo.example';
const SOON = { timeout: 15_000 };
/** The texts of the ladder, among those of the demo data. */
const TEXT = "kind = 'sms' AND body LIKE '%Reply 1 to say that you have it.'";

test.use({ serverFlags: ['--simulator', 'off'] });

/** Controllers after a second, everybody after two, by every channel. */
async function shortLadder(server: Server) {
  const admin = await Api.signIn(server, ADMIN);
  const how = ['screen', 'email', 'text'];
  await admin.json('PUT', '/escalation/1', {
    steps: [
      { afterSeconds: 1, whom: ['controllers'], how, repeatSeconds: null },
      { afterSeconds: 2, whom: ['everybody'], how, repeatSeconds: 60 },
    ],
  });
}

test('an admin changes the steps, is told what is wrong, and returns to the default', async ({ browser, server }) => {
  const { page, context, errors } = await openTray(browser as Browser, server, ADMIN, '/staff/escalation');
  await expect(page.getByRole('heading', { name: 'Escalation' })).toBeVisible();
  await expect(page.getByText('After 1 minute')).toBeVisible();
  await expect(page.getByText('again every 5 minutes until somebody answers')).toBeVisible();
  await expectAccessible(page, 'the escalation ladder');

  await page.getByRole('button', { name: 'Change the steps' }).click();
  const last = page.getByRole('group', { name: 'Step 2', exact: true });
  await last.getByLabel('Seconds after the press').fill('30');
  await last.getByLabel('Repeat every … seconds').fill('');
  await last.getByLabel('Others').fill('the moon');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('link', { name: /Enter a number of seconds from 61 to 3600/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /The last step repeats at least every 600 seconds/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /"the moon" is not known/ })).toBeVisible();
  await expectAccessible(page, 'the escalation ladder with complaints');

  await last.getByLabel('Seconds after the press').fill('90');
  await last.getByLabel('Repeat every … seconds').fill('120');
  await last.getByLabel('Others').fill('07700 900999, manager@demo.example');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('After 90 seconds')).toBeVisible();
  await expect(page.getByText('07700 900999')).toBeVisible();
  await expect(page.getByText('Changed by Ada Green')).toBeVisible();
  await page.getByRole('button', { name: 'Use the default' }).click();
  await expect(page.getByText('After 3 minutes')).toBeVisible();
  expect(errors).toEqual([]);
  await context.close();
});

test('with nobody at any screen a press climbs to a text, and the reply tells the resident', async ({ context, page, server }) => {
  await shortLadder(server);
  await signIn(context, server, RESIDENT);
  const rose = await Api.signIn(server, RESIDENT);
  const callout = await rose.json<{ id: number }>('POST', '/callouts', {});
  await page.goto('/');
  await expect.poll(() => server.count(`SELECT count(*) FROM notify_message WHERE ${TEXT}`), SOON).toBeGreaterThan(0);
  await expect.poll(() => server.count("SELECT count(*) FROM notify_message WHERE kind = 'email' AND body LIKE '%/acknowledge/%'"), SOON).toBeGreaterThan(0);
  expect(server.count(`SELECT count(*) FROM callout WHERE id = ${callout.id} AND acknowledged = TRUE`)).toBe(0);

  const outbox = await context.newPage();
  await outbox.goto('/dev/outbox');
  const text = outbox.getByRole('article').filter({ hasText: 'Reply 1 to say that you have it' }).first();
  await expect(text).toContainText('Rose Adeyemi');
  const [{ service_id: service }] = server.rows<{ service_id: string }>(`SELECT service_id FROM notify_message WHERE ${TEXT} LIMIT 1`);
  await outbox.getByLabel('To the service').selectOption(service);
  await outbox.getByLabel('From the number').fill('07700 900101');
  await outbox.getByLabel('Words').fill('1');
  await outbox.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('heading', { name: 'A person has seen your call' })).toBeVisible(SOON);
  expect(server.rows<{ body: string }>(`SELECT body FROM callout_event WHERE callout_id = ${callout.id} AND body LIKE '%has seen it%'`)).toEqual([
    { body: 'Con Hart has seen it, by text.' },
  ]);
});

test('the control room sees whom an alarm has reached, and what comes next', async ({ browser, server }) => {
  await shortLadder(server);
  const rose = await Api.signIn(server, RESIDENT);
  const callout = await rose.json<{ id: number }>('POST', '/callouts', {});
  await expect.poll(() => server.count(`SELECT count(*) FROM escalation_rung WHERE callout_id = ${callout.id}`), SOON).toBe(2);
  const { page, context, errors } = await openTray(browser as Browser, server, 'controller@demo.example', '/staff/control');
  await page.getByRole('link', { name: /^Rose Adeyemi/ }).click();
  const part = page.getByRole('region', { name: 'Escalation' });
  await expect(part).toContainText('Step 1');
  await expect(part).toContainText('Con Hart: screen');
  await expect(part).toContainText('Mary Fourie: e-mail');
  await expect(part).toContainText('Next, at ');
  await expectAccessible(page, 'an alarm that has climbed');
  await page.getByRole('button', { name: 'Acknowledge' }).first().click();
  await expect(part).not.toContainText('Next, at ');
  expect(errors).toEqual([]);
  await context.close();
});
