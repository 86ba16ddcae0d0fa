// A browser without Playwright: its pages are really hidden, frozen and crashed, where Playwright keeps all pages "visible".
// Controlled over the debugging pipe.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { expect } from '@playwright/test';
import { PASSWORD } from './control';
import { HOME, KNOWN_USER, RESIDENT } from './test';
import type { Server } from './server';

const FLAGS = [
  '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--window-size=412,823', '--remote-debugging-pipe',
];

interface Message {
  id?: number;
  method?: string;
  sessionId?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { message: string };
}

export class RawBrowser {
  private readonly profile = mkdtempSync(join(tmpdir(), 'tocsin-raw-'));
  private readonly process: ChildProcess;
  private readonly answers = new Map<number, (message: Message) => void>();
  private readonly listeners: ((message: Message) => void)[] = [];
  private number = 0;

  constructor(...flags: string[]) {
    this.process = spawn(process.env.CHROMIUM ?? '/usr/bin/chromium', [...FLAGS, ...flags, `--user-data-dir=${this.profile}`, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let rest = '';
    (this.process.stdio[4] as Readable).setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\0');
      rest = parts.pop() ?? '';
      for (const part of parts) this.take(JSON.parse(part));
    });
  }

  private take(message: Message): void {
    if (message.id !== undefined) this.answers.get(message.id)?.(message);
    else for (const listener of this.listeners) listener(message);
  }

  async send<Result = Record<string, unknown>>(method: string, params: object = {}, sessionId?: string): Promise<Result> {
    const id = (this.number += 1);
    const answer = new Promise<Message>((done) => this.answers.set(id, done));
    (this.process.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    const { result, error } = await answer;
    this.answers.delete(id);
    if (error) throw new Error(`${method}: ${error.message}`);
    return result as Result;
  }

  on(method: string, hear: (params: Record<string, unknown>, session?: string) => void): void {
    this.listeners.push((message) => message.method === method && hear(message.params ?? {}, message.sessionId));
  }

  /** A tab in front of all others, or a window beside them; each is a process of its own. */
  async tab(url: string, newWindow = false): Promise<RawTab> {
    const { targetId } = await this.send<{ targetId: string }>('Target.createTarget', { url, newWindow });
    const { sessionId } = await this.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
    const tab = new RawTab(this, targetId, sessionId);
    await tab.send('Page.enable');
    const arrived = `document.readyState === 'complete' && location.href.startsWith(${JSON.stringify(url)})`;
    await expect.poll(() => tab.run(arrived).catch(() => false), { timeout: 30_000 }).toBe(true);
    return tab;
  }

  /** The resident's phone with the alarm on the screen, like the fixture `phone`. */
  async phone(server: Server): Promise<RawTab> {
    await this.send('Browser.grantPermissions', { origin: server.origin, permissions: ['geolocation'] });
    const tab = await this.tab(server.origin);
    await tab.locate(HOME);
    await tab.run(`fetch('/api/session', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '${JSON.stringify({ email: RESIDENT, password: PASSWORD })}' }).then((answer) => answer.status)`);
    await tab.reload();
    // As on a phone that was signed in before: it knows whose press it would be.
    await expect.poll(() => tab.run(KNOWN_USER)).toBeTruthy();
    return tab;
  }

  async dispose(): Promise<void> {
    const { process: child } = this;
    if (child.pid && child.exitCode === null && child.signalCode === null) {
      process.kill(-child.pid, 'SIGKILL');
      await once(child, 'exit');
    }
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

export class RawTab {
  constructor(
    private readonly browser: RawBrowser,
    private readonly target: string,
    readonly session: string,
  ) {}

  send<Result = Record<string, unknown>>(method: string, params: object = {}): Promise<Result> {
    return this.browser.send<Result>(method, params, this.session);
  }

  /** The value of an expression in the page. */
  async run<Value = unknown>(expression: string): Promise<Value> {
    const { result, exceptionDetails } = await this.send<{ result: { value: Value }; exceptionDetails?: { text: string } }>('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.text}`);
    return result.value;
  }

  async locate(place: { latitude: number; longitude: number; accuracy: number }): Promise<void> {
    await this.send('Emulation.setGeolocationOverride', place);
  }

  async reload(): Promise<void> {
    const loaded = new Promise<void>((done) => this.browser.on('Page.loadEventFired', (_, session) => session === this.session && done()));
    await this.send('Page.reload');
    await loaded;
  }

  /** Brings it to the front; the tab before it is hidden. */
  async show(): Promise<void> {
    await this.send('Page.bringToFront');
    await expect.poll(() => this.run('document.visibilityState')).toBe('visible');
  }

  async freeze(): Promise<void> {
    await this.send('Page.setWebLifecycleState', { state: 'frozen' });
  }

  async thaw(): Promise<void> {
    await this.send('Page.setWebLifecycleState', { state: 'active' });
  }

  /** Two taps: the second sends at once. */
  async press(): Promise<void> {
    await this.run("document.getElementById('press-alarm').click()");
    await expect.poll(() => this.run("document.getElementById('press').dataset.state")).toBe('counting');
    await this.run("document.getElementById('press-alarm').click()");
  }

  /** Whether these words are visible on the page. */
  async says(words: string): Promise<void> {
    await expect.poll(() => this.run<string>('document.body.innerText'), { timeout: 20_000 }).toContain(words);
  }

  async close(): Promise<void> {
    await this.browser.send('Target.closeTarget', { targetId: this.target });
  }
}
