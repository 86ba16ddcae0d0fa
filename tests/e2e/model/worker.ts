// The service worker itself, with the one event of it that sends a press.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { database } from './disk';
import type { World } from './world';

const script = new vm.Script(readFileSync(fileURLToPath(new URL('../../../public/service-worker.js', import.meta.url)), 'utf8'));

type Handler = (event: { tag: string; waitUntil(work: Promise<unknown>): void }) => void;

export class Worker {
  readonly alive = true;
  private isWanted = false;
  private handler?: Handler;

  constructor(private readonly world: World) {
    const worker = this;
    const self = {
      addEventListener(event: string, handler: Handler) {
        if (event === 'sync') worker.handler = handler;
      },
    };
    const global = {
      self,
      location: { origin: 'https://tocsin.example' },
      indexedDB: database(world, this),
      fetch: (path: string, request?: object) => world.fetch(worker, path, request),
      BroadcastChannel: class {
        postMessage(): void {
          for (const tab of world.living) world.after(1, () => tab.hear(), tab);
        }
      },
      clock: () => world.clockAhead + world.now,
    };
    vm.createContext(global);
    vm.runInContext('Date.now = () => clock()', global);
    script.runInContext(global);
  }

  /** A page asked for Background Sync. */
  wanted(): void {
    this.isWanted = true;
  }

  /** The browser thinks that there is a network, whether or not a page is open. */
  sync(): void {
    if (!this.isWanted) return;
    this.isWanted = false;
    this.handler?.({
      tag: 'press',
      waitUntil: (work) => {
        work.catch(() => (this.isWanted = true));
      },
    });
  }
}
