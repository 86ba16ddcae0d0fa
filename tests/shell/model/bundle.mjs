// The shell and the service worker as the build makes them.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

const folder = mkdtempSync(join(tmpdir(), 'tocsin-shell-'));
execFileSync(fileURLToPath(new URL('../../../script/bundle', import.meta.url)), [folder]);

/** Their text, in bytes as they are served. */
export const source = { shell: readFileSync(join(folder, 'shell.js')), worker: readFileSync(join(folder, 'service-worker.js')) };
rmSync(folder, { recursive: true });

export const shell = new vm.Script(source.shell.toString());
export const worker = new vm.Script(source.worker.toString());
