// A person who is notified by e-mail answers by its links, without an account; phone and television show the answer.
import { Api } from './harness/control';
import type { Server } from './harness/server';
import { RESIDENT, expect, expectAccessible, signIn, test } from './harness/test';

const ONE_POLL = { timeout: 10_000 };

test.use({ serverFlags: ['--simulator', 'off'] });

/** Creates a provider that notifies only Sam, by e-mail; returns its number. */
async function bySam(server: Server): Promise<number> {
  const admin = await Api.signIn(server, 'admin@demo.example');
  const provider = {
    name: 'Sam', label: 'My neighbour Sam', content_type: 'site', object_id: 5,
    email_notifiers: [{ name: 'Sam Khan', email: 'sam@family.example' }], webhook_notifiers: [], push_notifiers: [],
  };
  return (await admin.json<{ id: number }>('POST', '/v2/assistance-provider', provider)).id;
}

/** The address of a link in the newest e-mail. */
async function linkOfEmail(server: Server, label: string): Promise<string> {
  const sql = "SELECT content FROM delivery WHERE kind = 'email' AND content LIKE '%I am coming: %' ORDER BY created_at DESC LIMIT 1";
  await expect.poll(() => server.rows(sql).length, ONE_POLL).toBe(1);
  const { body } = JSON.parse(server.rows<{ content: string }>(sql)[0].content) as { body: string };
  const line = body.split('\n').find((one) => one.startsWith(`${label}: `));
  expect(line, `the e-mail has a link "${label}"`).toBeTruthy();
  return line!.slice(label.length + 2);
}

test('a neighbour answers by the links of the e-mail, and the phone and the television show it', async ({ browser, context, page, server }) => {
  const provider = await bySam(server);
  const rose = await Api.signIn(server, RESIDENT);
  const room = await browser.newContext({ baseURL: server.origin, viewport: { width: 1280, height: 720 } });
  const television = await room.newPage();
  await television.goto('/tv');
  await expect(television.locator('.tv__code')).toHaveText(/^[A-Z0-9]{3}-[A-Z0-9]{3}$/, ONE_POLL);
  await rose.json('POST', '/tv/pairings/claim', { code: await television.locator('.tv__code').textContent() });
  const request = await rose.json<{ id: number }>('POST', '/v2/assistance-request', { provider });
  await signIn(context, server, RESIDENT);
  await page.goto(`/assistance/${request.id}`);
  await expect(page.getByRole('heading', { name: /^The e-mail to .* has gone out$/ })).toBeVisible(ONE_POLL);

  // Sam has no account and no cookie.
  const elsewhere = await browser.newContext({ viewport: { width: 412, height: 823 } });
  const mail = await elsewhere.newPage();
  await mail.goto(await linkOfEmail(server, 'I cannot'));
  await expect(mail.getByRole('heading', { name: 'Are you coming?' })).toBeVisible();
  await expect(mail.getByText('Rose Adeyemi of Acacia Avenue asks for')).toBeVisible();
  await expectAccessible(mail, 'the page behind the link of an e-mail');
  expect(server.count('SELECT count(*) FROM assistance_reply'), 'opening the link answers nothing').toBe(0);
  await mail.getByRole('button', { name: 'I cannot' }).click();
  await expect(mail.getByRole('heading', { name: 'You cannot come' })).toBeVisible();
  await expectAccessible(mail, 'an answer by e-mail');
  await expect(page.getByRole('heading', { name: 'Sam Khan cannot come' })).toBeVisible(ONE_POLL);

  await mail.getByRole('link', { name: 'Change your answer' }).click();
  await expect(mail.getByText('Your answer so far: you cannot come.')).toBeVisible();
  await mail.getByRole('button', { name: 'I am coming' }).click();
  await expect(mail.getByRole('heading', { name: 'You are coming' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Sam Khan is coming' })).toBeVisible(ONE_POLL);
  await expect(television.getByText('Sam Khan is coming')).toBeVisible(ONE_POLL);
  expect(server.count('SELECT count(*) FROM assistance_reply'), 'both answers are kept').toBe(2);
  await elsewhere.close();
  await room.close();
});

test('a link that was changed answers nothing', async ({ browser, server }) => {
  const provider = await bySam(server);
  const rose = await Api.signIn(server, RESIDENT);
  await rose.json('POST', '/v2/assistance-request', { provider });
  const link = await linkOfEmail(server, 'I am coming');
  const elsewhere = await browser.newContext();
  const mail = await elsewhere.newPage();
  await mail.goto(link.replace('?answer', 'A?answer'));
  await expect(mail.getByRole('heading', { name: 'You cannot answer here any more' })).toBeVisible();
  await expect(mail.getByRole('button')).toHaveCount(0);
  await elsewhere.close();
});
