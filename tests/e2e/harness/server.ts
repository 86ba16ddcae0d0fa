// One real server on a free port with its own fresh database, which tests query from outside.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where script/test, or the developer, built it. */
function binary(): string {
  const target = process.env.CARGO_TARGET_DIR ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tocsin/target');
  const path = process.env.TOCSIN_SERVER ?? join(target, 'debug/tocsin-server');
  if (!existsSync(path)) throw new Error(`no server at ${path}: run script/test, or name one in TOCSIN_SERVER`);
  return path;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  probe.close();
  await once(probe, 'close');
  return address.port;
}

export class Server {
  private process?: ChildProcess;
  private readonly folder = mkdtempSync(join(tmpdir(), 'tocsin-e2e-'));
  readonly database = join(this.folder, 'tocsin.db');
  /** Its whole output, for the report of a failed test. */
  log = '';

  private constructor(
    readonly port: number,
    private readonly flags: string[],
  ) {}

  /** Starts a server; `flags` are those of `tocsin-server serve`. */
  static async start(...flags: string[]): Promise<Server> {
    const server = new Server(await freePort(), flags);
    await server.run();
    return server;
  }

  /** A Secure cookie is sent over plain HTTP to this name only. */
  get origin(): string {
    return `http://localhost:${this.port}`;
  }

  private async run(): Promise<void> {
    const listen = ['--listen', `127.0.0.1:${this.port}`, '--database', `sqlite:${this.database}`];
    const child = spawn(binary(), ['serve', ...listen, '--demo', ...this.flags], { stdio: ['ignore', 'pipe', 'pipe'] });
    const keep = (bytes: Buffer) => (this.log += bytes.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    this.process = child;
    for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
      if (child.exitCode !== null) break;
      const alive = await fetch(`http://127.0.0.1:${this.port}/healthz`).then((answer) => answer.ok, () => false);
      if (alive) return;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`the server did not start:\n${this.log}`);
  }

  /** Kills it like a power cut. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  }

  /** Starts it again on the same port and database. */
  async again(): Promise<void> {
    await this.run();
  }

  /** Puts this many generated notifications onto a person's tray. */
  async stock(count: number, email: string): Promise<void> {
    await this.kill('SIGTERM');
    execFileSync(binary(), ['demo', 'notifications', String(count), '--to', email, '--database', `sqlite:${this.database}`], { stdio: ['ignore', 'ignore', 'pipe'] });
    await this.run();
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Rows of the database, read from outside the server. Tests count rows, not screens. */
  rows<Row = Record<string, unknown>>(sql: string): Row[] {
    const text = execFileSync('sqlite3', ['-readonly', '-json', '-cmd', '.timeout 5000', this.database, sql], { encoding: 'utf8' });
    return text.trim() === '' ? [] : JSON.parse(text);
  }

  /** Removes the demonstration's notifications, for tests that count their own. */
  emptyTrays(): void {
    execFileSync('sqlite3', ['-cmd', '.timeout 5000', this.database, 'DELETE FROM tray_item; UPDATE tray SET unread = 0, revision = revision + 1']);
  }

  /** Stores a site's address as one line, like older versions of the operator's command. */
  keepOneLine(site: number, line: string): void {
    const sql = `UPDATE site SET address = '${line}', street = NULL, town = NULL, region = NULL, postcode = NULL, country = NULL, uprn = NULL WHERE id = ${site}`;
    execFileSync('sqlite3', ['-cmd', '.timeout 5000', this.database, sql]);
  }

  /** The number that a query returns. */
  count(sql: string): number {
    const row = this.rows<Record<string, number>>(sql)[0] ?? {};
    return Object.values(row)[0] ?? 0;
  }
}
