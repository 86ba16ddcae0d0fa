// Five thousand providers of one organisation: how long the list, a search, and what one resident sees take, p50 and p99.
import { performance } from 'node:perf_hooks';
import { expect, test } from '../e2e/harness/test';
import { at } from './clock';
import { figure } from './figure';

const COUNT = 5000;
const TIMES = Number(process.env.TOCSIN_BENCH_ROUNDS ?? 200);
const PROVIDERS = '/api/v2/assistance-provider';

test.use({ serverFlags: ['--simulator', 'off', '--log', 'warn'] });

async function token(origin: string, email: string): Promise<Record<string, string>> {
  const answer = await fetch(`${origin}/api/oauth/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password: 'tocsin-demo' }),
  });
  return { Authorization: `Bearer ${(await answer.json()).accessToken}` };
}

/** A sheet in which every tenth is for everybody, every tenth for one resident, and the others for a site. */
function sheet(resident: number): string {
  const lines = ['name,label,content_type,object_id,kind,notifier_name,address'];
  for (let n = 0; n < COUNT; n++) {
    const [kind, object] = n % 10 === 0 ? ['customer', 2] : n % 10 === 1 ? ['resident', resident] : ['site', 5];
    const name = `Provider ${n} of street ${n % 97}`;
    lines.push(`${name},Label ${n},${kind},${object},email,Person ${n},person${n}@acme.example`);
  }
  return lines.join('\n');
}

test('five thousand providers', async ({ server }) => {
  test.setTimeout(300_000);
  const admin = await token(server.origin, 'admin@demo.example');
  const residents = await (await fetch(`${server.origin}/api/v2/resident?search=rose`, { headers: admin })).json();
  const rose = residents.results[0].id;
  const began = performance.now();
  const imported = await fetch(`${server.origin}${PROVIDERS}/import?format=csv`, { method: 'POST', headers: admin, body: sheet(rose) });
  expect(imported.status, await imported.clone().text()).toBe(200);
  figure(`importing ${COUNT} providers`, (performance.now() - began) / 1000, 's');
  const stored = server.count('SELECT count(*) FROM assistance_provider WHERE organisation_id = 2');
  expect(stored).toBeGreaterThanOrEqual(COUNT);

  const ask = async (what: string, path: (n: number) => string, headers: Record<string, string>) => {
    const took: number[] = [];
    for (let n = 0; n < TIMES; n++) {
      const start = performance.now();
      const answer = await fetch(`${server.origin}${path(n)}`, { headers });
      await answer.arrayBuffer();
      took.push(performance.now() - start);
      expect(answer.status).toBe(200);
    }
    took.sort((a, b) => a - b);
    figure(`${what}, p50`, at(took, 0.5), 'ms');
    figure(`${what}, p99`, at(took, 0.99), 'ms');
  };
  await ask('a page of the list', (n) => `${PROVIDERS}?page=${1 + (n % 100)}`, admin);
  await ask('a page of the list with health', (n) => `${PROVIDERS}?health=true&page=${1 + (n % 100)}`, admin);
  await ask('a search', (n) => `${PROVIDERS}?search=street+${n % 97}+person`, admin);
  await ask('what one resident sees, a page', (n) => `${PROVIDERS}?visible_to=${rose}&page=${1 + (n % 20)}`, admin);
  await ask("the resident's own television", () => PROVIDERS, await token(server.origin, 'resident@demo.example'));
  await ask('the cover of a resident', () => `/api/v2/coverage?resident=${rose}`, admin);
});
