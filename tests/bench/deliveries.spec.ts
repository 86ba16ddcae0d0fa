// From a resident's request to the first try of each notifier, at several rates; and what a dead endpoint costs the others.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { test } from '../e2e/harness/test';
import { example } from './examples';
import { figure } from './figure';

const SECONDS = Number(process.env.TOCSIN_BENCH_SECONDS ?? 30);

/** By unit: none may be lost, and a dead endpoint with a thousand waiting may slow the others by a fifth. */
const MOST: Record<string, number | undefined> = { lost: 0, '%': 120 };

test.use({ serverFlags: ['--allow-internal-webhooks', '--simulator', 'off', '--log', 'warn'] });

test('deliveries', async ({ server }) => {
  test.setTimeout((SECONDS * 5 + 800) * 1000);
  const load = spawn(example('deliveries'), [server.origin, String(SECONDS)], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface(load.stdout)) {
    const { what, value, unit, beside } = JSON.parse(line);
    figure(what, value, unit, MOST[unit], beside);
  }
});
