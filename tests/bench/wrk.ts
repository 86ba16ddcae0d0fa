// The load tool: 16 connections from one thread, for a few seconds, to loopback.
import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from '../e2e/harness/test';

export const SECONDS = 5;
const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));

/**
 * Requests a second that were answered as expected; any other answer fails. Waited for without blocking: the server writes its log
 * into a pipe that is read here, and would stand still once that is full.
 */
export async function wrk(url: string, script: string, seconds = SECONDS): Promise<number> {
  const path = join(folder, 'load.lua');
  // `done` prints what wrk does not: whether any answer was not of the expected kind.
  writeFileSync(path, `${script}\nfunction done(s, l, r) io.write(string.format("\\nWRONG %d\\n", s.errors.status + s.errors.connect + s.errors.read + s.errors.write + s.errors.timeout)) end\n`);
  const run = await promisify(execFile)('wrk', ['-t1', '-c16', `-d${seconds}s`, '-s', path, url]);
  expect(run.stdout, 'every answer was the expected one').toContain('WRONG 0');
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(run.stdout)?.[1]);
}
