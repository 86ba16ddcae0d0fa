// The notifications' API with a thousand rows and with a million: a page of the list, each filter, the count, a change; how much
// they grow; and how many are accepted a second.
import { performance } from 'node:perf_hooks';
import { SECOND_OFFICER } from '../e2e/harness/office';
import { PASSWORD, expect, test } from '../e2e/harness/test';
import { at } from './clock';
import { figure } from './figure';
import { SECONDS, wrk } from './wrk';

const ROWS = (process.env.TOCSIN_BENCH_ROWS ?? '1000,1000000').split(',').map(Number);
const TIMES = Number(process.env.TOCSIN_BENCH_ROUNDS ?? 200);
const FINANCE = 'finance@demo.example';

test.use({ serverFlags: ['--simulator', 'off', '--log', 'warn'] });

async function token(origin: string, email: string): Promise<string> {
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(`${origin}/api/oauth/token`, { method: 'POST', headers, body: JSON.stringify({ email, password: PASSWORD }) });
  return (await answer.json()).accessToken;
}

/** What is asked for, by its name. */
const QUESTIONS: [string, string][] = [
  ['a page of the list', ''],
  ['a page of the unread', 'unread=true'],
  ['a page of what waits for a decision', 'requireAction=true&decided=false'],
  ['a page of one kind', 'targetType=FailedDirectDebits'],
  ['a page of those that hold two words', 'q=direct+okafor'],
  ['the counts alone', 'limit=1'],
];

test('the API with many notifications', async ({ server }) => {
  test.setTimeout(1_800_000);
  const before = new Map<string, number>();
  let stocked = 0;
  for (const rows of ROWS) {
    const began = performance.now();
    await server.stock(rows - stocked, FINANCE);
    const name = (what: string) => `${rows.toLocaleString('en-GB')} rows: ${what}`;
    figure(name('putting them there'), (performance.now() - began) / 1000, 's');
    stocked = rows;
    expect(server.count('SELECT count(*) FROM notification')).toBeGreaterThanOrEqual(rows);
    const headers = { Authorization: `Bearer ${await token(server.origin, FINANCE)}`, 'Content-Type': 'application/json' };
    const list = `${server.origin}/api/notifications`;
    const ask = async (what: string, once: (n: number) => Promise<Response>, times = TIMES) => {
      const took: number[] = [];
      for (let n = 0; n < times; n += 1) {
        const start = performance.now();
        const answer = await once(n);
        await answer.arrayBuffer();
        took.push(performance.now() - start);
        expect(answer.ok, `${what}: ${answer.status}`).toBe(true);
      }
      took.sort((a, b) => a - b);
      const known = before.get(what);
      const growth = known === undefined ? '' : `${(at(took, 0.5) / known).toFixed(2)} times that of ${ROWS[0].toLocaleString('en-GB')}`;
      if (known === undefined) before.set(what, at(took, 0.5));
      figure(name(`${what}, p50`), at(took, 0.5), 'ms', undefined, growth);
      figure(name(`${what}, p99`), at(took, 0.99), 'ms');
    };
    for (const [what, query] of QUESTIONS) await ask(what, () => fetch(`${list}?${query}`, { headers }));
    const found = await (await fetch(`${list}?limit=200`, { headers })).json();
    const middle = server.rows<{ id: string }>(`SELECT id FROM notification WHERE seq = ${rows >> 1}`)[0].id;
    await ask('a page in the middle', () => fetch(`${list}?before=${middle}`, { headers }));
    const ids = found.map((one: { id: string }) => one.id);
    const change = { method: 'PATCH', headers, body: JSON.stringify({ actionType: 'IsRead' }) };
    await ask('a change', (n) => fetch(`${list}/${ids[n]}`, change), Math.min(TIMES, ids.length));
    const several = { method: 'POST', headers, body: JSON.stringify({ ids: ids.slice(0, 50), actionType: 'IsRead' }) };
    await ask('a change of 50', () => fetch(`${list}/actions`, several), Math.min(TIMES, 20));
  }
});

test('notifications accepted a second', async ({ server }) => {
  const stored = () => server.count('SELECT count(*) FROM notification');
  const had = stored();
  const body = { notificationType: 'Screen', targetType: 'FailedDirectDebits', targetId: 'bench', message: 'The direct debit failed', requireAction: false, user: FINANCE };
  const rate = await wrk(`${server.origin}/api/notifications`, `
wrk.method = "POST"
wrk.body = [[${JSON.stringify(body)}]]
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer ${await token(server.origin, SECOND_OFFICER)}"`);
  expect(stored() - had, 'what was answered is stored').toBeGreaterThanOrEqual(Math.floor(rate * SECONDS * 0.95));
  figure('notifications accepted a second, each on disk with its place on a tray', rate, '/s');
});
