/* Requests, each with a time-out: a phone that slept leaves requests behind that never end, and six of them use up all
   connections. */

/** Time-out of a press, whose response may take long on a bad network. All others end before the next heartbeat is due. */
export const PRESS_PATIENCE = 15e3;
const PATIENCE = 8e3;

/** The options of a JSON POST. @param {string} body @param {Record<string, string>=} headers */
export const posting = (body, headers) => ({ method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } });

/**
 * Never rejects: status 0 means that there was no response.
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
      // A response without its body counts as none; the body of a refusal is not used.
      if (reply.ok) answer = await reply.json();
      status = reply.status;
    } catch {}
    clearTimeout(timer);
    return { status, answer };
  };
  return { answer: ask(), giveUp };
}
