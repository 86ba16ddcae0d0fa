// Everything that the vendor's Node client can do, against a real server: the binary that TOCSIN_SERVER names.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { NotifyClient } from 'notifications-node-client';

const folder = mkdtempSync(join(tmpdir(), 'tocsin-vendor-'));
const port = await new Promise((resolve) => {
  const listener = createServer().listen(0, '127.0.0.1', () => {
    const { port } = listener.address();
    listener.close(() => resolve(port));
  });
});
const url = `http://127.0.0.1:${port}`;
const flags = ['--demo', '--simulator=off', `--listen=127.0.0.1:${port}`, `--database=sqlite:${folder}/tocsin.db`];
const server = spawn(process.env.TOCSIN_SERVER, ['serve', ...flags], { stdio: 'ignore' });

before(async () => {
  const end = Date.now() + 60_000;
  for (;;) {
    const answers = await fetch(`${url}/healthz`).then((answer) => answer.ok, () => false);
    if (answers) return;
    assert.ok(Date.now() < end && server.exitCode === null, 'the server does not answer');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
});

after(() => {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
});

const service = '15f6815b-0000-0000-0000-000000000000';
const key = `sample-${service}-c6a75cc9-0000-0000-0000-000000000000`;
const template = (number) => `c6a75cc9-1193-4a5d-8e0f-${String(number).padStart(12, '0')}`;
const client = new NotifyClient(url, key);
const address = { name: 'Rose', address_line_1: 'Rose Adeyemi', address_line_2: '33 Acacia Avenue', address_line_3: 'SW1A 1AA' };
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n%%EOF\n');

async function status(id, wanted) {
  const end = Date.now() + 30_000;
  for (;;) {
    const { data } = await client.getNotificationById(id);
    if (data.status === wanted) return data;
    assert.ok(Date.now() < end, `${id} is still ${data.status}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function refused(call, code, kind, message) {
  await assert.rejects(call, (error) => {
    const { status_code, errors } = error.response.data;
    assert.deepEqual([status_code, errors[0].error, errors[0].message], [code, kind, message]);
    return true;
  });
}

test('an e-mail is sent with its options and delivered', async () => {
  const { data } = await client.sendEmail(template(2), 'rose@demo.example', {
    personalisation: { name: 'Rose' },
    reference: 'node',
    emailReplyToId: template(11),
    oneClickUnsubscribeURL: 'https://acme.example/stop',
  });
  assert.equal(data.content.subject, 'Hello Rose');
  assert.equal(data.content.one_click_unsubscribe_url, 'https://acme.example/stop');
  assert.equal((await status(data.id, 'delivered')).reference, 'node');
});

test('a text is sent with its sender and delivered', async () => {
  const { data } = await client.sendSms(template(3), '07700900123', {
    personalisation: { name: 'Rose' },
    smsSenderId: template(12),
  });
  assert.equal(data.content.from_number, 'ACME');
  await status(data.id, 'delivered');
});

test('a letter is sent, and its PDF read', async () => {
  const { data } = await client.sendLetter(template(5), { personalisation: address, reference: 'node-letter' });
  await status(data.id, 'received');
  assert.equal((await client.getPdfForLetterNotification(data.id)).subarray(0, 5).toString(), '%PDF-');
});

test('a ready letter is sent as it is', async () => {
  const { data } = await client.sendPrecompiledLetter('node-ready', pdf, 'first');
  assert.equal(data.postage, 'first');
  await status(data.id, 'received');
  assert.deepEqual(await client.getPdfForLetterNotification(data.id), pdf);
});

test('a file becomes a link', async () => {
  const file = client.prepareUpload(Buffer.from('a,b'), { filename: 'rent.csv', retentionPeriod: '4 weeks' });
  const personalisation = { name: 'Rose', urgent: 'no', link_to_file: file };
  const { data } = await client.sendEmail(template(4), 'rose@demo.example', { personalisation });
  assert.match(data.content.body, /\/d\//);
});

test('messages are listed by status, type, reference and page', async () => {
  const all = (await client.getNotifications()).data.notifications;
  assert.ok(all.length > 1);
  const older = (await client.getNotifications(undefined, undefined, undefined, all[0].id)).data.notifications;
  assert.equal(older[0].id, all[1].id);
  const emails = (await client.getNotifications('email', 'delivered', 'node')).data.notifications;
  assert.ok(emails.length > 0 && emails.every((message) => message.type === 'email'));
});

test('templates are read, and tried', async () => {
  assert.equal((await client.getTemplateById(template(2))).data.name, 'Hello by e-mail');
  assert.equal((await client.getTemplateByIdAndVersion(template(2), 1)).data.version, 1);
  const letters = (await client.getAllTemplates('letter')).data.templates;
  assert.ok(letters.length > 0 && letters.every((one) => one.type === 'letter'));
  assert.ok((await client.getAllTemplates()).data.templates.length > letters.length);
  const preview = (await client.previewTemplateById(template(3), { name: 'Rose' })).data;
  assert.equal(preview.body, 'Hello Rose, this is a message from us.');
});

test('received texts are read', async () => {
  const texts = (await client.getReceivedTexts()).data.received_text_messages;
  assert.equal(texts.at(-1).content, 'I paid this morning.');
  assert.deepEqual((await client.getReceivedTexts(texts.at(-1).id)).data.received_text_messages, []);
});

test('refusals are told in their own words', async () => {
  await refused(client.sendSms(template(3), '07700', {}), 400, 'ValidationError', 'phone_number Not enough digits');
  await refused(
    client.sendEmail(template(2), 'rose@demo.example', {}),
    400,
    'BadRequestError',
    'Missing personalisation: name',
  );
  await refused(client.getTemplateById(template(999)), 404, 'NoResultFound', 'No result found');
  const stranger = new NotifyClient(url, key.replace(/0$/, '9'));
  await refused(stranger.getAllTemplates(), 403, 'AuthError', 'Invalid token: API key not found');
});

test('what was sanitised is in every answer, and a link keeps its text without its target', async () => {
  const plain = await client.sendEmail(template(2), 'rose@demo.example', { personalisation: { name: 'Rose' } });
  assert.deepEqual(plain.data.sanitised_content, {});
  const name = 'Rose, [open this](https://evil.example/path)';
  const { data } = await client.sendEmail(template(2), 'rose@demo.example', {
    personalisation: { name },
    sanitiseContentFor: ['name'],
  });
  const harmless = 'Rose, \\[open this\\]\\(\\)';
  assert.deepEqual(data.sanitised_content, { name: { unsanitised: name, sanitised: harmless } });
  assert.ok(data.content.body.includes(harmless), data.content.body);
  assert.equal(data.content.one_click_unsubscribe_url, null);
});

test('a value that no place asks for is no error, a file neither', async () => {
  for (const documents of [client.prepareUpload(Buffer.from('%PDF-1.5 x')), client.prepareUpload(Buffer.from('a,b'), { filename: 'list.csv' })]) {
    const { data } = await client.sendEmail(template(2), 'rose@demo.example', { personalisation: { name: 'Rose', documents } });
    assert.equal(data.content.subject, 'Hello Rose');
  }
});

test('only letters say where to answer', async () => {
  const block = (number) => client.getTemplateById(template(number)).then(({ data }) => data.letter_contact_block);
  assert.match(await block(5), /^Acme Housing\n/);
  assert.equal(await block(2), null);
  assert.equal(await block(3), null);
  const first = await client.getTemplateByIdAndVersion(template(5), 1);
  assert.equal(first.data.letter_contact_block, await block(5));
});

test('previews fill each kind, and name a subject where there is one', async () => {
  const letter = await client.previewTemplateById(template(5), address);
  assert.deepEqual([letter.data.type, letter.data.subject], ['letter', 'Hello Rose']);
  const email = await client.previewTemplateById(template(2), { name: 'Rose' });
  assert.deepEqual([email.data.type, email.data.subject], ['email', 'Hello Rose']);
  assert.equal((await client.previewTemplateById(template(3), { name: 'Rose' })).data.subject, null);
});

test('a letter that cannot be printed is refused by name', async () => {
  const call = client.sendLetter(template(5), { personalisation: { ...address, name: 'Rose 漢' } });
  const message = 'Letters cannot be printed with these characters: 漢 (U+6F22)';
  await refused(call, 400, 'ValidationError', message);
});
