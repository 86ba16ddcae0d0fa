// A deterministic world for the shell and the service worker as they are built: time that only moves when it is told to, a
// network, a server, and one phone with a disk, stores and tabs.
import { Disk } from './disk.mjs';
import { Server } from './server.mjs';
import { Tab } from './tab.mjs';
import { Worker } from './worker.mjs';

export const NETWORKS = ['good', 'good', 'down', 'loses answers', 'doubles', 'slow', 'hangs'];

/** The same numbers for the same seed. */
export function dice(seed) {
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
  clockAhead = Date.UTC(2026, 5, 1);
  network = 'good';
  localStorage = {};
  tabs = [];
  /** Requests that nothing has become of yet. */
  underWay = [];
  /** Called after every moment. */
  onMoment = () => {};
  #tasks = [];
  #number = 0;
  #always = { alive: true };

  constructor(roll) {
    this.roll = roll;
    this.disk = new Disk(this);
    this.server = new Server(this);
    this.worker = new Worker(this);
  }

  get wall() {
    return this.clockAhead + this.now;
  }

  between(least, most) {
    return Math.floor(least + this.roll() * (most - least));
  }

  after(wait, run, owner = this.#always) {
    const task = { at: this.now + Math.max(0, wait), number: (this.#number += 1), owner, run };
    this.#tasks.push(task);
    return task;
  }

  cancel(task) {
    const at = this.#tasks.indexOf(task);
    if (at >= 0) this.#tasks.splice(at, 1);
  }

  /** Lets time pass; between two moments all promises settle. */
  async pass(milliseconds) {
    const until = this.now + milliseconds;
    await settled();
    this.onMoment();
    for (;;) {
      let due;
      for (const task of this.#tasks) {
        if (task.at <= until && (!due || task.at < due.at || (task.at === due.at && task.number < due.number))) due = task;
      }
      if (!due) break;
      this.cancel(due);
      this.now = Math.max(this.now, due.at);
      if (!due.owner.alive) continue;
      due.run();
      await settled();
      this.onMoment();
    }
    this.now = until;
  }

  /** A tab; `before` is one that was closed, whose session store it takes over, as a reload does. */
  open(before) {
    const tab = new Tab(this, before?.sessionStorage);
    this.tabs.push(tab);
    return tab;
  }

  get living() {
    return this.tabs.filter((tab) => tab.alive);
  }

  /** An empty battery: everything stops at once, and what was not on the disk is lost. */
  kill() {
    for (const tab of this.living) tab.alive = false;
  }

  /** A request of a tab or of the worker, over the network as it is when it leaves and when it comes back. */
  fetch(owner, path, request = {}) {
    const entry = { path, owner };
    this.underWay.push(entry);
    const answer = this.#fetch(owner, path, request);
    const end = () => void (this.underWay = this.underWay.filter((other) => other !== entry));
    answer.then(end, end);
    return answer;
  }

  #fetch(owner, path, request) {
    return new Promise((done, fail) => {
      let isGone = false;
      request.signal?.addEventListener('abort', () => {
        isGone = true;
        fail(new Error('given up'));
      });
      const survives = request.keepalive ? undefined : owner;
      const arrive = () => {
        if (this.network === 'down') return void this.after(80, () => fail(new Error('no network')), owner);
        if (this.network === 'hangs' || (isGone && !request.keepalive)) return;
        const [status, body] = this.server.answer(path, request);
        if (this.network === 'loses answers') return void this.after(this.between(200, 20_000), () => fail(new Error('lost')), owner);
        const json = async () => {
          if (body === undefined) throw new SyntaxError('no JSON');
          return structuredClone(body);
        };
        const headers = { get: () => new Date(Date.UTC(2026, 5, 1) + this.now).toUTCString() };
        this.after(this.#latency(), () => done({ status, ok: status < 300, json, headers }), owner);
      };
      if (this.network === 'down') return void this.after(80, () => fail(new Error('no network')), owner);
      if (this.network === 'hangs') return;
      for (let time = 0; time < (this.network === 'doubles' ? 2 : 1); time += 1) this.after(this.#latency(), arrive, survives);
    });
  }

  #latency() {
    return this.network === 'slow' ? this.between(2_000, 12_000) : this.between(20, 300);
  }
}

/** Until nothing that was promised is left to run. */
async function settled() {
  for (let turn = 0; turn < 24; turn += 1) await null;
}
