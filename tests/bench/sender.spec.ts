// How many messages the embedded sender takes, and how many the outbox brings to it.
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { expect, test } from '../e2e/harness/test';
import { figure } from './figure';
import { SECONDS, wrk } from './wrk';

const SERVICE = '15f6815b-0000-0000-0000-000000000000';
const SECRET = 'c6a75cc9-0000-0000-0000-000000000000';
const TEXT = 'c6a75cc9-1193-4a5d-8e0f-000000000003';

/** A token as the original's clients make it, good for half a minute. */
function token(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ typ: 'JWT', alg: 'HS256' })}.${part({ iss: SERVICE, iat: Math.floor(Date.now() / 1000) })}`;
  return `${signed}.${createHmac('sha256', SECRET).update(signed).digest('base64url')}`;
}

test('messages accepted a second by the sender', async ({ server }) => {
  // The limits of a live service are what would be measured otherwise.
  const unlimited = 'UPDATE notify_service SET rate_limit = 0, sms_limit = 100000000';
  execFileSync('sqlite3', ['-cmd', '.timeout 5000', server.database, unlimited]);
  const body = JSON.stringify({ phone_number: '07700900123', template_id: TEXT, personalisation: { name: 'Rose' } });
  const script = `
wrk.method = "POST"
wrk.body = [[${body}]]
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer ${token()}"`;
  const rate = await wrk(`${server.origin}/v2/notifications/sms`, script);
  const stored = server.count('SELECT count(*) FROM notify_message');
  expect(stored, 'what was answered is stored').toBeGreaterThanOrEqual(Math.floor(rate * SECONDS * 0.95));
  figure('texts accepted a second by the sender, each on disk', rate, '/s');
});
