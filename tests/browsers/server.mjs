// One real server on a free port with its own fresh database: the binary in TOCSIN_SERVER.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PASSWORD = 'tocsin-demo';

export async function freePort() {
  return new Promise((resolve) => {
    const listener = createServer().listen(0, '127.0.0.1', () => {
      const { port } = listener.address();
      listener.close(() => resolve(port));
    });
  });
}

/** Waits until `condition` returns a value, and returns it. */
export async function waitFor(what, condition, seconds = 30) {
  for (const end = Date.now() + seconds * 1000; ; ) {
    const found = await condition();
    if (found) return found;
    assert.ok(Date.now() < end, `${what}: not within ${seconds} seconds`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export class Server {
  static async start() {
    const server = new Server();
    server.folder = mkdtempSync(join(tmpdir(), 'tocsin-browsers-'));
    server.origin = `http://localhost:${await freePort()}`;
    const listen = server.origin.replace('http://localhost', '127.0.0.1');
    const flags = ['--demo', '--simulator=off', `--listen=${listen}`, `--database=sqlite:${server.folder}/tocsin.db`];
    server.process = spawn(process.env.TOCSIN_SERVER, ['serve', ...flags], { stdio: 'ignore' });
    await waitFor('the server answers', () => {
      assert.equal(server.process.exitCode, null, 'the server ended');
      return fetch(`${server.origin}/healthz`).then((answer) => answer.ok, () => false);
    });
    return server;
  }

  stop() {
    this.process.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Calls the API with an account's token. */
  async call(email, method, path, body) {
    const send = (method, path, body, token) =>
      fetch(`${this.origin}/api${path}`, {
        method,
        headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
        body: body && JSON.stringify(body),
      });
    const signedIn = await (await send('POST', '/oauth/token', { email, password: PASSWORD })).json();
    const answer = await send(method, path, body, signedIn.accessToken);
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text.slice(0, 300)}`);
    return JSON.parse(text || 'null');
  }
}
