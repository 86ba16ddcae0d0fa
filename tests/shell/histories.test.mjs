// The press through thousands of random histories, with the shell and the service worker as they are built: disks that abort,
// hang, lie and recover, refusals, answers lost, doubled and late, clocks set, other people signing in, tabs opened, closed,
// hidden and killed. No browser, and no time passes.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const HISTORIES = Number(process.env.TOCSIN_HISTORIES ?? 3000);
const FIRST = Number(process.env.TOCSIN_SEED ?? 1);
const script = fileURLToPath(new URL('model/run.mjs', import.meta.url));

/** What went wrong, if anything. */
function live(first, count) {
  return new Promise((done) => {
    const child = spawn(process.execPath, [script, String(first), String(count)], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (bytes) => (said += bytes));
    child.on('close', (code) => done(code === 0 ? '' : said || `ended with ${code}`));
  });
}

test(`one press makes one callout or says that it was not sent, and no screen claims what is not so: ${HISTORIES} random histories`, async () => {
  const share = Math.ceil(HISTORIES / availableParallelism());
  const starts = Array.from({ length: Math.ceil(HISTORIES / share) }, (_, at) => at * share);
  const wrong = await Promise.all(starts.map((start) => live(FIRST + start, Math.min(share, HISTORIES - start))));
  assert.deepEqual(wrong.filter(Boolean), []);
});
