// How long a page takes, by its own clock: from a click or an answer to the frame in which the change is drawn.
import type { Page } from '@playwright/test';

/** The value below which this share of them lies. */
export function at(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** What begins a time: the first such event from when it is asked for. */
type Begins = 'pointerdown' | 'scroll';

export interface Clock {
  /** From the answer of an address that holds `path` to something of `selector`, on the next page that is loaded. */
  drawn(selector: string, path: string): Promise<number>;
  /** From the click, or the scrolling, to the rows of the answer of an address that holds `path`. */
  after(path: string, begins?: Begins): Promise<number>;
  /** From the click until nothing of `selector` is there. */
  gone(selector: string): Promise<number>;
  /** From the click until `selector` reads like `pattern`. */
  reads(selector: string, pattern: string): Promise<number>;
  /** Waits until no answer came and nothing changed for half a second. */
  settled(): Promise<void>;
}

/** What runs in the page. A frame is drawn when the one after it begins. */
function install(): void {
  const state = { awaits: '', began: 0, answered: new Map<string, number>(), changed: 0, rows: 0 };
  const begin = (event: Event) => {
    if (state.awaits === event.type) Object.assign(state, { awaits: '', began: performance.now() });
  };
  for (const kind of ['pointerdown', 'scroll']) addEventListener(kind, begin, true);
  const fetched = window.fetch;
  window.fetch = async (...all) => {
    const address = all[0] instanceof Request ? all[0].url : String(all[0]);
    const answer = await fetched(...all);
    state.answered.set(address, performance.now());
    state.changed = performance.now();
    return answer;
  };
  addEventListener('TrunkApplicationStarted', (event) => Object.assign(window, { program: (event as CustomEvent).detail.wasm }));
  const painted = () => new Promise<number>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))));
  const until = async (is: () => boolean): Promise<number> => {
    for (const deadline = performance.now() + 60_000; !is(); ) {
      if (performance.now() > deadline) throw new Error('it never came');
      await new Promise((done) => requestAnimationFrame(done));
    }
    return painted();
  };
  const look = (records: MutationRecord[]) => {
    state.changed = performance.now();
    const feed = document.getElementById('feed');
    if (feed && records.some((record) => record.type === 'childList' && feed.contains(record.target))) state.rows = state.changed;
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  Object.assign(window, { bench: { state, until } });
}

type Bench = {
  state: { awaits: string; began: number; answered: Map<string, number>; changed: number; rows: number };
  until(is: () => boolean): Promise<number>;
};

/** The clock of a page, from its next load on. */
export async function clock(page: Page): Promise<Clock> {
  await page.addInitScript(install);
  const since = (test: string, argument: string, begins: Begins = 'pointerdown') =>
    page.evaluate(
      async ([test, argument, begins]) => {
        const { state, until } = (window as unknown as { bench: Bench }).bench;
        Object.assign(state, { awaits: begins, began: Number.POSITIVE_INFINITY });
        const [selector, pattern] = argument.split(' ~ ');
        const answered = (time: number) => time > state.began && state.rows > time;
        const is: Record<string, () => boolean> = {
          gone: () => document.querySelector(selector) === null,
          reads: () => new RegExp(pattern).test(document.querySelector(selector)?.textContent ?? ''),
          answered: () => [...state.answered].some(([address, time]) => address.includes(argument) && answered(time)),
        };
        const end = await until(() => state.began < performance.now() && is[test]());
        return end - state.began;
      },
      [test, argument, begins] as const,
    );
  return {
    async drawn(selector, path) {
      await page.waitForURL('**/staff/tray', { waitUntil: 'commit' });
      return page.evaluate(
        async ([selector, path]) => {
          const { state, until } = (window as unknown as { bench: Bench }).bench;
          const end = await until(() => document.querySelector(selector) !== null);
          const answer = [...state.answered].find(([address]) => address.includes(path));
          return end - (answer?.[1] ?? 0);
        },
        [selector, path] as const,
      );
    },
    after: (path, begins) => since('answered', path, begins),
    gone: (selector) => since('gone', selector),
    reads: (selector, pattern) => since('reads', `${selector} ~ ${pattern}`),
    async settled() {
      await page.waitForFunction(() => {
        const { state } = (window as unknown as { bench: Bench }).bench;
        return performance.now() - state.changed > 500;
      });
    },
  };
}
