// How much one machine carries, beside a handler that does nothing, in the same run. Bounded: loopback, 16 connections,
// a few seconds each.
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { expect, test } from '../e2e/harness/test';
import { example } from './examples';
import { figure } from './figure';
import { SECONDS, wrk } from './wrk';

let bare: ChildProcess;
let reference: string;

test.beforeAll(async () => {
  const probe = createServer();
  const port = await new Promise<number>((done) => probe.listen(0, '127.0.0.1', () => done((probe.address() as { port: number }).port)));
  await new Promise((done) => probe.close(done));
  bare = spawn(example('bare'), [String(port)], { stdio: 'ignore' });
  reference = `http://127.0.0.1:${port}/`;
  await expect(async () => expect((await fetch(reference)).status).toBe(304)).toPass({ timeout: 10_000 });
});

test.afterAll(() => void bare.kill());

const body = JSON.stringify({
  calloutClassificationId: 1,
  customer: { name: 'Load', surname: 'Test', email: 'EMAIL', mobile: '+27761234567' },
  calloutLocation: { latitude: -26.109054, longitude: 28.083, accuracy: 12 },
  responseTypeId: 1,
});

/** Each request is another customer's press with a key of its own, so that none merges into another. */
const presses = (token: string) => `
local body = [[${body}]]
local n = 0
local run = os.time()
request = function()
  n = n + 1
  local headers = {["Content-Type"] = "application/json", ["Authorization"] = "Bearer ${token}",
    ["Idempotency-Key"] = string.format("%08x-0000-4000-8000-%012x", run, n)}
  return wrk.format("POST", nil, headers, (body:gsub("EMAIL", "load" .. n .. "@demo.example")))
end`;

test('callouts created a second', async ({ server }) => {
  const answer = await fetch(`${server.origin}/api/oauth/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ clientId: '11111111-1111-4111-8111-111111111111', clientSecret: 'tocsin-demo-secret' }),
  });
  const { accessToken } = await answer.json();
  const nothing = await wrk(reference, presses('none'));
  const rate = await wrk(`${server.origin}/api/callouts`, presses(accessToken));
  const stored = server.count('SELECT count(*) FROM callout');
  expect(stored, 'what was answered is stored').toBeGreaterThanOrEqual(Math.floor(rate * SECONDS * 0.95));
  figure('callouts created a second, each on disk before its answer', rate, '/s', undefined, `${((100 * rate) / nothing).toFixed(1)} % of a handler that does nothing (${nothing.toFixed(0)}/s)`);
});

test('polls a second', async ({ server, control }) => {
  const resident = await fetch(`${server.origin}/api/oauth/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: 'resident@demo.example', password: 'tocsin-demo' }),
  });
  const { accessToken } = await resident.json();
  const headers = { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' };
  const made = await fetch(`${server.origin}/api/callouts`, { method: 'POST', headers, body: body.replace('EMAIL', 'resident@demo.example') });
  const callout = (await made.json()).id;
  await control.act(callout, 'acknowledge');
  const path = `/api/callouts/${callout}?shouldIncludeRoute=true&shouldIncludeEvents=true`;
  const etag = (await fetch(server.origin + path, { headers })).headers.get('etag');
  const script = `request = function() return wrk.format("GET", nil, {["Authorization"] = "Bearer ${accessToken}", ["If-None-Match"] = '${etag}'}) end`;
  const nothing = await wrk(reference, script);
  const rate = await wrk(server.origin + path, script);
  figure('unchanged polls a second', rate, '/s', undefined, `${((100 * rate) / nothing).toFixed(1)} % of a handler that does nothing (${nothing.toFixed(0)}/s)`);
});
