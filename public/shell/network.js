/* Requests, each with a time-out: a phone that slept leaves requests behind that never end, and six of them take all the
   connections there are. */

/** A press, whose answer may come from the other end of a bad network. All else ends before the next heartbeat is due. */
export const PRESS_PATIENCE = 15e3;
const PATIENCE = 8e3;

/** What posts JSON. @param {string} body @param {Record<string, string>=} headers */
export const posting = (body, headers) => ({ method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } });

/**
 * Never fails: status 0 says that no answer came.
 * @param {string} path @param {RequestInit & {patience?: number}} request
 * @param {(date: number) => void=} onDate  the server's clock, as of now
 * @returns {{answer: Promise<{status: number, answer: any}>, giveUp: () => void}}
 */
export function request(path, request, onDate) {
  const abort = new AbortController(), giveUp = () => abort.abort();
  const timer = setTimeout(giveUp, request.patience || PATIENCE);
  const ask = async () => {
    let status = 0, answer;
    try {
      const reply = await fetch(path, { ...request, signal: abort.signal });
      onDate?.(Date.parse(reply.headers.get('Date')));
      // Without its body an answer is none; what a refusal says is of no use here.
      if (reply.ok) answer = await reply.json();
      status = reply.status;
    } catch {}
    clearTimeout(timer);
    return { status, answer };
  };
  return { answer: ask(), giveUp };
}
