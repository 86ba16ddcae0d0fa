// One tab: the shell itself, run against a page that is made of nothing but what it touches.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { database } from './disk';
import type { World } from './world';

const shell = new vm.Script(readFileSync(fileURLToPath(new URL('../../../public/shell.js', import.meta.url)), 'utf8'));

/** The phone's record, as far as a test looks. */
export interface Press {
  id: string;
  state: string;
  pressedAt: number;
}

type Handler = (event?: unknown) => void;

/** An element with everything that the shell asks of one. */
class Element {
  readonly dataset: Record<string, string> = {};
  readonly marks = new Set<string>();
  readonly lastElementChild = { textContent: '' };
  textContent = '';
  hidden = false;
  href = '';
  onclick?: Handler;
  onpointerdown?: Handler;
  onpointerup?: Handler;

  toggleAttribute(name: string, on: boolean): void {
    if (on) this.marks.add(name);
    else this.marks.delete(name);
  }
  contains = () => false;
  querySelector = () => null;
  focus(): void {}
  scrollIntoView(): void {}
  append(): void {}
}

export class Tab {
  alive = true;
  visible = true;
  /** Every press that this tab has ever called saved. */
  readonly calledSaved = new Set<string>();
  private readonly elements = new Map<string, Element>();
  private readonly handlers = new Map<string, Handler[]>();
  private readonly window: Record<string, unknown>;
  private onMessage?: Handler;

  constructor(private readonly world: World) {
    this.window = this.makeWindow();
    vm.createContext(this.window);
    vm.runInContext('Date.now = () => clock()', this.window);
    shell.runInContext(this.window);
  }

  element(id: string): Element {
    let element = this.elements.get(id);
    if (!element) this.elements.set(id, (element = new Element()));
    return element;
  }

  get record(): Press | undefined {
    return (this.window.tocsin as { record?: Press } | undefined)?.record;
  }

  /** What the page says now. */
  get shows(): string {
    return this.element('press').dataset.state;
  }

  tap(): void {
    this.element('press-alarm').onclick?.();
  }

  hold(): void {
    this.element('press-alarm').onpointerdown?.();
  }

  letGo(): void {
    this.element('press-alarm').onpointerup?.();
  }

  cancel(): void {
    this.element('press-cancel').onclick?.();
  }

  answer(yes: boolean): void {
    this.element(yes ? 'press-yes' : 'press-no').onclick?.();
  }

  hide(): void {
    this.visible = false;
    this.fire('visibilitychange');
  }

  show(): void {
    this.visible = true;
    this.fire('visibilitychange');
  }

  online(): void {
    this.fire('online');
  }

  signedIn(): void {
    (this.window.tocsin as { signedIn(): void }).signedIn();
  }

  /** As a person closes it: it hears so, and then it is gone. */
  close(): void {
    this.hide();
    this.fire('pagehide');
    this.alive = false;
  }

  /** Another tab, or the worker, says that the record changed. */
  hear(): void {
    this.onMessage?.();
  }

  /** To be asked after every moment: what is called saved is to be kept. */
  look(): void {
    const { record } = this;
    if (record && this.element('press-saved').marks.has('data-done')) this.calledSaved.add(record.id);
  }

  private fire(event: string): void {
    for (const handler of this.handlers.get(event) ?? []) handler({});
  }

  private makeWindow(): Record<string, unknown> {
    const { world } = this;
    const tab = this;
    const listen = (event: string, handler: Handler) => void this.handlers.set(event, [...(this.handlers.get(event) ?? []), handler]);
    const timers = new Map<number, ReturnType<World['after']>>();
    let timer = 0;
    const start = (run: Handler, wait: number, again: boolean): number => {
      const mine = (timer += 1);
      const go = () => {
        if (again) timers.set(mine, world.after(wait, go, tab));
        run();
        tab.look();
      };
      timers.set(mine, world.after(wait, go, tab));
      return mine;
    };
    const stop = (which: number) => world.cancel(timers.get(which));
    const page = {
      get hidden() {
        return !tab.visible;
      },
      activeElement: null,
      documentElement: { lang: 'en-GB' },
      head: new Element(),
      getElementById: (id: string) => this.element(id),
      querySelector: () => ({ value: '1' }),
      createElement: () => new Element(),
      addEventListener: listen,
    };
    const window: Record<string, unknown> = {
      document: page,
      location: { pathname: '/', search: '', reload: () => {} },
      navigator: { serviceWorker: { ready: Promise.resolve({ sync: { register: async () => world.worker.wanted() } }) } },
      localStorage: {},
      sessionStorage: {},
      crypto: { randomUUID: () => `press-${world.between(0, 1e9)}` },
      indexedDB: database(world, tab),
      BroadcastChannel: class {
        set onmessage(handler: Handler) {
          tab.onMessage = handler;
        }
        postMessage(): void {
          for (const other of world.living) if (other !== tab) world.after(1, () => other.hear(), other);
        }
      },
      fetch: (path: string, request?: object) => world.fetch(tab, path, request),
      setTimeout: (run: Handler, wait: number) => start(run, wait, false),
      setInterval: (run: Handler, wait: number) => start(run, wait, true),
      clearTimeout: stop,
      clearInterval: stop,
      addEventListener: listen,
      dispatchEvent: () => {},
      Event: class {},
      AbortController,
      clock: () => world.clockAhead + world.now,
    };
    window.window = window;
    return window;
  }
}
