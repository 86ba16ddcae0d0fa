// From a resident's request to the first try of each notifier, at several rates; and what a dead endpoint costs the others.
import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from '../e2e/harness/test';
import { figure } from './figure';

const target = process.env.CARGO_TARGET_DIR ?? join(homedir(), '.cache/tocsin/target');
const SECONDS = Number(process.env.TOCSIN_BENCH_SECONDS ?? 30);

test.use({ serverFlags: ['--allow-internal-webhooks', '--simulator', 'off', '--log', 'warn'] });

test('deliveries', async ({ server }) => {
  test.setTimeout((SECONDS * 5 + 400) * 1000);
  const load = spawn(join(target, 'release/examples/deliveries'), [server.origin, String(SECONDS)], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface(load.stdout)) {
    const { what, value, unit, beside } = JSON.parse(line);
    // A dead endpoint with a thousand waiting may slow the others by a fifth.
    figure(what, value, unit, unit === '%' ? 120 : undefined, beside);
  }
});
