// The service worker, as it is built, with the one event of it that sends a press.
import vm from 'node:vm';
import { worker as script } from './bundle.mjs';
import { tell } from './tab.mjs';

export class Worker {
  alive = true;
  #isWanted = false;
  #handlers = new Map();
  #isStarted = false;

  constructor(world) {
    this.world = world;
  }

  #start() {
    const { world } = this, worker = this, handlers = this.#handlers;
    const self = {
      addEventListener: (event, handler) => void handlers.set(event, handler),
      clients: { matchAll: async () => world.living },
      registration: {},
    };
    const global = {
      self,
      location: { origin: 'https://tocsin.example' },
      indexedDB: world.disk.factory(this),
      crypto: { getRandomValues: (bytes) => bytes.map((_, at) => (bytes[at] = world.between(0, 256))) && bytes },
      fetch: (path, request) => world.fetch(worker, path, request),
      BroadcastChannel: class {
        postMessage(data) { tell(world, worker, data); }
      },
      setTimeout: (run, wait) => world.after(wait, run, worker),
      clearTimeout: (task) => world.cancel(task),
      AbortController, URL,
      wall: () => world.wall,
    };
    vm.createContext(global);
    vm.runInContext('Date.now = () => wall()', global);
    script.runInContext(global);
  }

  /** A page asked for Background Sync. */
  want() {
    this.#isWanted = true;
  }

  get isWanted() { return this.#isWanted; }

  /** The browser thinks that there is a network, whether or not a page is open. */
  sync() {
    if (!this.#isWanted) return;
    if (!this.#isStarted) this.#start();
    this.#isStarted = true;
    this.#isWanted = false;
    this.#handlers.get('sync')({ tag: 'press', waitUntil: (work) => void work.catch(() => (this.#isWanted = true)) });
  }
}
