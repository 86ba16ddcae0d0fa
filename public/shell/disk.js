/* IndexedDB: database `tocsin`, store `press`, key 0. The store `tracker` is wasm's. */
import { isSame, join, revive } from './record.js';

/** @type {Promise<IDBDatabase>} */
let opened;

/** Opens it, also again: a connection may be lost permanently. */
export function openDisk() {
  opened?.then((base) => base.close()).catch(() => {});
  opened = new Promise((done, fail) => {
    const asked = indexedDB.open('tocsin', 1);
    asked.onupgradeneeded = () => {
      for (const store of ['press', 'tracker']) asked.result.createObjectStore(store);
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = asked.onblocked = fail;
  });
  return opened;
}

/**
 * Reads the record on the disk, and with `write` stores what results from it and the page's record, in one transaction:
 * all tabs and the worker share its queue. Resolves when it is on the disk, with the value read back.
 * @param {() => any} mine @param {boolean=} write @returns {Promise<{value: any, wrote: boolean}>}
 */
export const useDisk = async (mine, write) => {
  const work = (await opened).transaction('press', 'readwrite', { durability: 'strict' });
  return new Promise((done, fail) => {
    const box = work.objectStore('press'), found = box.get(0);
    let next, kept = found;
    found.onsuccess = () => {
      const value = revive(found.result);
      next = write && join(mine(), value);
      if (isSame(next, value)) return;
      // An exception in here would only reach the console.
      try {
        box.put({ ...next, fresh: 0 }, 0);
        kept = box.get(0);
      } catch (error) {
        fail(error);
      }
    };
    work.oncomplete = () => {
      const value = revive(kept.result);
      if (isSame(next, value)) done({ value, wrote: kept != found });
      else fail();
    };
    work.onerror = work.onabort = fail;
  });
};
