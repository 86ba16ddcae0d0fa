// IndexedDB as far as the press uses it: one transaction after the other for all tabs, and what is written is on the disk when
// `complete` has fired, never before.
import type { World } from './world';

interface Owner {
  alive: boolean;
}

interface Ask {
  result?: unknown;
  onsuccess?: () => void;
  onupgradeneeded?: () => void;
}

interface Work {
  oncomplete?: () => void;
  objectStore(name: string): { get(): Ask; put(value: unknown): void };
}

const queues = new WeakMap<World, { busy: boolean; waiting: (() => void)[] }>();

/** The database as one tab, or the worker, opens it. */
export function database(world: World, owner: Owner) {
  return {
    open(): Ask {
      const ask: Ask = { result: { transaction: () => transaction(world, owner), createObjectStore: () => {} } };
      world.after(world.between(1, 20), () => ask.onsuccess?.(), owner);
      return ask;
    },
  };
}

function transaction(world: World, owner: Owner): Work {
  const asks: Ask[] = [];
  let written: { value: unknown } | undefined;
  const work: Work = {
    objectStore: () => ({
      get() {
        const ask: Ask = {};
        asks.push(ask);
        return ask;
      },
      put(value) {
        written = { value: structuredClone(value) };
      },
    }),
  };
  turn(world, (next) => {
    if (!owner.alive) return next();
    for (const ask of asks) {
      ask.result = structuredClone(world.disk);
      ask.onsuccess?.();
    }
    world.after(world.between(1, 25), () => {
      // Whoever died meanwhile may or may not have been in time.
      if (written && (owner.alive || world.roll() < 0.5)) world.disk = written.value;
      next();
      if (owner.alive) work.oncomplete?.();
    });
  });
  return work;
}

/** One after the other. */
function turn(world: World, work: (next: () => void) => void): void {
  const queue = queues.get(world) ?? { busy: false, waiting: [] };
  queues.set(world, queue);
  const go = () => {
    queue.busy = true;
    world.after(1, () =>
      work(() => {
        queue.busy = false;
        queue.waiting.shift()?.();
      }),
    );
  };
  if (queue.busy) queue.waiting.push(go);
  else go();
}
