/* The press without a page: Background Sync, in the service worker. */
import { PRESS_PATIENCE, posting } from './network.js';
import { headersOf, isOld, isRefusal, receive, refuse } from './record.js';

/** An open page sends the press itself, and has this long to do so. */
export const PAGE_FIRST = 5e3;

/**
 * Sends the press stored on the disk, and stores the result. Rejects when it should be retried. A press that may not be
 * sent without asking waits for a page: an old one, one of an unknown account, and (409 from the server) one of an account
 * that is no longer signed in.
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
