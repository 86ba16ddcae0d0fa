/* The press without a page: Background Sync, in the service worker. */
import { PRESS_PATIENCE, posting } from './network.js';
import { headersOf, isOld, isRefusal, receive, refuse } from './record.js';

/** A page that is open sends by itself, and has this long to do so. */
export const PAGE_FIRST = 5e3;

/**
 * Sends the press that waits on the disk, and keeps what became of it. It fails when it is to be tried again. One that
 * nobody may send unasked waits for a page: an old one, one of nobody knows whom, and (the server says so, 409) one of
 * somebody who is not signed in any more.
 *
 * @param {{
 *   disk: (mine: () => any, write?: boolean) => Promise<{value: any}>,
 *   request: (path: string, request: object) => Promise<{status: number, answer: any}>,
 *   wall: () => number, key: () => string, hasPage: () => Promise<boolean>, wait: (ms: number) => Promise<void>,
 *   onChange: (record: any) => void,
 * }} env
 */
export async function deliver({ disk, request, wall, key, hasPage, wait, onChange }) {
  const read = async () => (await disk(() => undefined)).value;
  const keep = async (next) => {
    const { value } = await disk(() => next, true).catch(() => ({ value: next }));
    onChange(value);
    return value;
  };
  let record = await read();
  if (record?.state == 'sending' && await hasPage()) {
    await wait(PAGE_FIRST);
    record = await read();
  }
  while (record?.state == 'sending' && record.user && !isOld(record, wall())) {
    const { press } = record;
    const { status, answer } = await request('/api/callouts', {
      patience: PRESS_PATIENCE, ...posting(record.body, headersOf(record)),
    });
    if (answer?.id) return void (await keep(receive(record, answer.id, wall())));
    if (status === 401) return;
    if (!isRefusal(status)) throw new Error(`the press was answered with ${status}`);
    record = await keep(refuse(record, key()));
    if (record?.press != press) return;
  }
}
