// A browser that can be killed: started with its own profile, and controlled over its debugging port.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from '@playwright/test';

const FLAGS = [
  '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--remote-debugging-port=0', '--window-size=412,823',
];

export class KillableBrowser {
  private process?: ChildProcess;
  private readonly profile = mkdtempSync(join(tmpdir(), 'tocsin-profile-'));

  /** Opens the profile, also after a kill. */
  async open(): Promise<BrowserContext> {
    const port = join(this.profile, 'DevToolsActivePort');
    rmSync(port, { force: true });
    // The lock file of the profile, left behind by the kill.
    rmSync(join(this.profile, 'SingletonLock'), { force: true });
    this.process = spawn(process.env.CHROMIUM ?? '/usr/bin/chromium', [...FLAGS, `--user-data-dir=${this.profile}`, 'about:blank'], { stdio: 'ignore', detached: true });
    for (const deadline = Date.now() + 20_000; !existsSync(port) || !readFileSync(port, 'utf8').includes('\n'); ) {
      if (Date.now() > deadline) throw new Error('the browser did not start');
      await new Promise((done) => setTimeout(done, 50));
    }
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${readFileSync(port, 'utf8').split('\n')[0]}`);
    return browser.contexts()[0];
  }

  /** Like an empty battery: kills every process at once, and nothing more is written. */
  async kill(): Promise<void> {
    const child = this.process;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    process.kill(-child.pid, 'SIGKILL');
    await once(child, 'exit');
  }

  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
