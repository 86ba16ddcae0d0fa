// A deterministic world for the shell and the service worker as they stand: time that only moves when it is told to, a network
// that loses, doubles and delays, a server that remembers keys, and one phone with a disk and two tabs.
import { Tab } from './tab';
import { Worker } from './worker';

export type Network = 'good' | 'down' | 'loses answers' | 'doubles' | 'slow' | 'fails';

/** What a request is answered with, as far as the shell looks. */
export interface Answer {
  status: number;
  ok: boolean;
  json(): Promise<unknown>;
}

export interface Request {
  method?: string;
  keepalive?: boolean;
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
}

interface Task {
  at: number;
  number: number;
  /** A dead owner does nothing any more. */
  owner: { alive: boolean };
  run: () => void;
}

/** The same numbers for the same seed. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export class World {
  now = 0;
  /** How far the phone's clock is from the time that passes. */
  clockAhead = 1_700_000_000_000;
  network: Network = 'good';
  signedIn = true;
  /** What the server stored: each key with the body that came with it, and the callout that it made. */
  readonly stored = new Map<string, { body: string; callout: number }>();
  readonly wrong: string[] = [];
  /** What is on the disk, and who waits for it. */
  disk: unknown;
  readonly tabs: Tab[] = [];
  readonly worker = new Worker(this);
  private readonly tasks: Task[] = [];
  private number = 0;
  private readonly forever = { alive: true };

  constructor(readonly roll: () => number) {}

  between(least: number, most: number): number {
    return Math.floor(least + this.roll() * (most - least));
  }

  after(wait: number, run: () => void, owner: { alive: boolean } = this.forever): Task {
    const task = { at: this.now + Math.max(0, wait), number: this.number++, owner, run };
    this.tasks.push(task);
    return task;
  }

  cancel(task?: Task): void {
    const at = task ? this.tasks.indexOf(task) : -1;
    if (at >= 0) this.tasks.splice(at, 1);
  }

  /** Lets time pass; between two moments all promises settle. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.now + milliseconds;
    await settled();
    for (;;) {
      const due = this.tasks.filter((task) => task.at <= until).sort((a, b) => a.at - b.at || a.number - b.number)[0];
      if (!due) break;
      this.cancel(due);
      this.now = Math.max(this.now, due.at);
      if (!due.owner.alive) continue;
      due.run();
      await settled();
    }
    this.now = until;
  }

  open(): Tab {
    const tab = new Tab(this);
    this.tabs.push(tab);
    return tab;
  }

  get living(): Tab[] {
    return this.tabs.filter((tab) => tab.alive);
  }

  /** An empty battery: everything stops at once, and what was not on the disk is lost. */
  kill(): void {
    for (const tab of this.living) tab.alive = false;
  }

  /** A request of a tab or of the worker, over the network as it is when it leaves and when it comes back. */
  fetch(owner: { alive: boolean }, path: string, request: Request = {}): Promise<Answer> {
    return new Promise((done, fail) => {
      request.signal?.addEventListener('abort', () => fail(new Error('given up')));
      if (this.network === 'down') return void this.after(80, () => fail(new Error('no network')), owner);
      const times = this.network === 'doubles' ? 2 : 1;
      for (let time = 0; time < times; time += 1) {
        this.after(this.latency(), () => this.arrive(owner, path, request, done, fail), request.keepalive ? undefined : owner);
      }
    });
  }

  private arrive(owner: { alive: boolean }, path: string, request: Request, done: (answer: Answer) => void, fail: (error: Error) => void): void {
    if (this.network === 'down') return void this.after(80, () => fail(new Error('no network')), owner);
    const [status, body] = this.network === 'fails' ? [503, { message: 'down' }] : this.serve(path, request);
    if (this.network === 'loses answers') return void this.after(this.between(200, 20_000), () => fail(new Error('lost')), owner);
    this.after(this.latency(), () => done({ status, ok: status < 300, json: async () => body }), owner);
  }

  private latency(): number {
    return this.network === 'slow' ? this.between(2_000, 12_000) : this.between(20, 300);
  }

  private serve(path: string, request: Request): [number, unknown] {
    if (path === '/api/session') return [200, { user: this.signedIn ? {} : null, config: { armingSeconds: 3 } }];
    if (!this.signedIn) return [401, { message: 'signed out' }];
    if (path !== '/api/callouts') return [200, { callout: null }];
    const key = request.headers?.['Idempotency-Key'] ?? '';
    const body = request.body ?? '';
    const known = this.stored.get(key);
    if (known && known.body !== body) this.wrong.push(`the key ${key} came with another body`);
    const callout = known?.callout ?? this.stored.size + 1;
    if (!known) this.stored.set(key, { body, callout });
    return [known ? 200 : 201, { id: callout }];
  }
}

/** Until nothing that was promised is left to run. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((done) => setImmediate(done));
}
