// One tab: the shell itself, as it is built, run against a page that is made of nothing but what it touches.
import vm from 'node:vm';
import { shell } from './bundle.mjs';

/** An element with everything that the shell asks of one. */
class Element {
  dataset = {};
  marks = new Set();
  lastElementChild = { textContent: '' };
  textContent = '';
  hidden = false;
  href = '';

  constructor(more) {
    Object.assign(this, more);
  }

  toggleAttribute(name, on) {
    if (on) this.marks.add(name);
    else this.marks.delete(name);
  }
  contains() { return false; }
  querySelector() { return null; }
  focus() {}
  scrollIntoView() {}
}

export class Tab {
  alive = true;
  visible = true;
  errors = [];
  #elements = new Map();
  #handlers = new Map();

  constructor(world, sessionStorage = {}) {
    this.world = world;
    this.born = world.now;
    this.sessionStorage = sessionStorage;
    this.kinds = ['1', '2'].map((value) => ({ value, checked: value === '1', disabled: false, parentElement: new Element() }));
    this.window = this.#makeWindow();
    vm.createContext(this.window);
    vm.runInContext('Date.now = () => wall(); Math.random = () => roll(); Date.prototype.toLocaleString = Date.prototype.toISOString;', this.window);
    shell.runInContext(this.window);
  }

  element(id) {
    let element = this.#elements.get(id);
    if (!element) this.#elements.set(id, (element = new Element()));
    return element;
  }

  get record() { return this.window.tocsin.record; }
  /** What the page says now. */
  get shows() { return this.element('press').dataset.state; }
  get asks() { return this.element('press').dataset.asks; }
  get saysCancelled() { return this.shows === 'idle' && this.element('press').dataset.was === 'over'; }
  says(step) { return RECEIPTS.includes(this.shows) && this.element(`press-${step}`).marks.has('data-done'); }

  tap() { this.element('press-alarm').onclick({}); }
  hold() { this.element('press-alarm').onpointerdown({}); }
  letGo() { this.element('press-alarm').onpointerup({}); }
  slideOff() { this.element('press-alarm').onpointerleave({}); }
  cancel() { this.element('press-cancel').onclick(); }
  answer(yes) { this.element(yes ? 'press-yes' : 'press-no').onclick(); }
  hide() { this.visible = false; this.fire('visibilitychange'); }
  show() { this.visible = true; this.fire('visibilitychange'); }
  signedIn() { this.window.tocsin.signedIn(); }

  /** As a person closes it: it hears so, and then it is gone. */
  close() {
    this.hide();
    this.fire('pagehide');
    this.alive = false;
  }

  fire(event) {
    for (const handler of this.#handlers.get(event) ?? []) handler({});
  }

  #makeWindow() {
    const { world } = this, tab = this, timers = new Map();
    const listen = (event, handler) => void this.#handlers.set(event, [...(this.#handlers.get(event) ?? []), handler]);
    let timer = 0;
    const start = (run, wait, again) => {
      const mine = (timer += 1);
      const go = () => {
        if (again) timers.set(mine, world.after(wait, go, tab));
        run();
      };
      timers.set(mine, world.after(wait, go, tab));
      return mine;
    };
    const stop = (which) => world.cancel(timers.get(which));
    const window = {
      document: {
        get hidden() { return !tab.visible; },
        activeElement: null,
        documentElement: { lang: 'en-GB', dataset: {} },
        getElementById: (id) => this.element(id),
        querySelectorAll: () => this.kinds,
        addEventListener: listen,
      },
      location: { pathname: '/', search: '', reload() {} },
      navigator: { serviceWorker: { ready: Promise.resolve({ sync: { register: async () => world.worker.want() } }) } },
      localStorage: world.localStorage,
      sessionStorage: this.sessionStorage,
      crypto: { getRandomValues: (bytes) => bytes.map((_, at) => (bytes[at] = world.between(0, 256))) && bytes },
      indexedDB: world.disk.factory(this),
      performance: { now: () => world.now - this.born },
      BroadcastChannel: class {
        constructor() { tab.channel = this; }
        postMessage(data) { tell(world, tab, data); }
      },
      fetch: (path, request) => world.fetch(tab, path, request),
      setTimeout: (run, wait) => start(run, wait, false),
      setInterval: (run, wait) => start(run, wait, true),
      clearTimeout: stop,
      clearInterval: stop,
      addEventListener: listen,
      dispatchEvent() {},
      Event: class {},
      AbortController,
      wall: () => world.wall,
      roll: () => world.roll(),
    };
    window.window = window;
    return window;
  }
}

const RECEIPTS = ['sending', 'late', 'out', 'refused', 'received', 'acknowledged'];

/** A word to all other tabs, over the channel that they share. */
export function tell(world, from, data) {
  const copy = structuredClone(data);
  for (const other of world.living) if (other !== from) world.after(1, () => other.channel?.onmessage?.({ data: copy }), other);
}
