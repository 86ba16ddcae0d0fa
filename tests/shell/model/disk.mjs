// IndexedDB as far as the press uses it: one transaction after the other for all tabs, and what is written is on the disk when
// `complete` has fired, never before. It can be ill in all the ways that disks of phones are.

/** Every illness, and health. A disk that hangs goes on where it stood when it is well again. */
export const ILLNESSES = ['good', 'slow', 'hangs', 'put throws', 'put fails', 'commit aborts', 'closed', 'does not open', 'lies'];

export class Disk {
  value;
  illness = 'good';
  /** Whether it was ever ill: then two tabs have nobody who puts them into an order. */
  wasIll = false;
  #waiting = [];
  #busy = false;

  constructor(world) {
    this.world = world;
  }

  become(illness) {
    this.illness = illness;
    if (illness !== 'good') this.wasIll = true;
    if (illness !== 'hangs' && !this.#busy) this.#next();
  }

  /** What `indexedDB` is to one tab, or to the worker. */
  factory(owner) {
    const { world } = this;
    return {
      open: () => {
        const asked = { result: this.#connection(owner) };
        if (this.illness === 'does not open') world.after(5, () => asked.onerror?.({}), owner);
        else this.#turn(() => { asked.onsuccess?.({}); return 0; }, owner);
        return asked;
      },
    };
  }

  #connection(owner) {
    let isClosed = false;
    return {
      createObjectStore() {},
      close: () => void (isClosed = true),
      transaction: () => {
        isClosed ||= this.illness === 'closed' && this.world.roll() < 0.5;
        if (isClosed) throw new Error('the connection is closing');
        return this.#transaction(owner);
      },
    };
  }

  #transaction(owner) {
    const { world } = this, asked = [];
    let written;
    const work = {
      objectStore: () => ({
        get: () => {
          const request = {};
          asked.push(() => {
            request.result = structuredClone(written ? written.value : this.value);
            request.onsuccess?.({});
          });
          return request;
        },
        put: (value) => {
          if (this.illness === 'put throws') throw new Error('QuotaExceededError');
          if (this.illness === 'put fails') return void (work.isAborted = true);
          if (this.illness !== 'lies') written = { value: structuredClone(value) };
        },
      }),
    };
    this.#turn(() => {
      for (let at = 0; at < asked.length; at += 1) asked[at]();
      const wait = this.illness === 'slow' ? world.between(500, 6000) : world.between(1, 25);
      world.after(wait, () => {
        const isLost = work.isAborted || (written && this.illness === 'commit aborts');
        // Whoever died meanwhile may or may not have been in time.
        if (written && !isLost && (owner.alive || world.roll() < 0.5)) this.value = written.value;
        if (owner.alive) (isLost ? work.onabort : work.oncomplete)?.({});
      });
      return wait;
    }, owner);
    return work;
  }

  /** One after the other; `run` says how long its turn takes. */
  #turn(run, owner) {
    this.#waiting.push({ run, owner });
    if (!this.#busy) this.#next();
  }

  #next() {
    if (this.illness === 'hangs' || this.#waiting.length === 0) return void (this.#busy = false);
    this.#busy = true;
    const { run, owner } = this.#waiting.shift();
    this.world.after(1, () => {
      const wait = owner.alive ? run() : 0;
      this.world.after(wait, () => this.#next());
    });
  }
}
