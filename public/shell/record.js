/* The record of a press, and the rules by which page, other tabs, service worker and disk agree on it. Nothing in here
   knows a browser. */

/**
 * @typedef {Object} Press
 * @property {string} press          identifies the press; never changes
 * @property {string} id             the Idempotency-Key; another body gets another key
 * @property {string[]} past         the presses that this one replaces: no clock decides which press is the newest
 * @property {number} rev            incremented by every change of this record
 * @property {number} turn           how many times somebody answered "Do you still need help?"
 * @property {0|1} [fresh]             not on the disk yet
 * @property {?string} [user]        the account it was pressed under; null: nobody was signed in; undefined: not known yet
 * @property {'counting'|'sending'|'refused'|'received'|'over'} state
 * @property {''|'cancelled'|'denied'|'closed'} [end]  why it is over
 * @property {number} wait           milliseconds of its countdown
 * @property {number} pressedAt      this and the other times are for people to read, by the phone's own clock
 * @property {number} [sentAt]
 * @property {number} [receivedAt]
 * @property {number} [acknowledgedAt]
 * @property {0|1} [tried]             a request may have left
 * @property {1} [asked]             somebody answered that help is still needed
 * @property {1} [reduced]           the first body was refused
 * @property {number} [callout]
 * @property {?Press} [before]        the press that is received, when this one is one more on its callout
 * @property {string} body
 */

/** A press that has waited longer needs confirmation when a page is opened. */
const OLD = 30 * 60e3;
/** No correct clock shows a time before the first build of this app. */
const FIRST_YEAR = Date.UTC(2024);
const LAST_YEAR = Date.UTC(2100);

/** @param {Press=} record */
export const isWaiting = (record) => !!record && (record.state == 'counting' || record.state == 'sending');

/** @param {Press=} record */
export const isReceived = (record) => !!record && record.state == 'received';

/** @param {Press} record @param {Partial<Press>} changes @returns {Press} */
export const edit = (record, changes) => ({ ...record, ...changes, rev: record.rev + 1 });

/** Whether these are the same state of the same press. A missing record equals none. */
export const isSame = (one, other) => !one || (one.id == other?.id && one.rev == other.rev);

/** Records of earlier builds have no `press`; their account is unknown. @returns {Press=} */
export const revive = (/** @type {any} */ kept) => kept && { press: kept.id, past: [], rev: 0, turn: 0, wait: 0, ...kept };

/**
 * The rank of a press's progress. A receipt outranks everything that a tab may know; "yes, I still need help" outranks a
 * "no" of the same turn; a request that may have been sent outranks "cancelled".
 * @param {Press} record
 */
const progress = ({ state, end, turn, tried, reduced }) =>
  state == 'received' ? 1e9
  : state == 'over' && !(end == 'cancelled' || end == 'denied') ? 2e9
  : turn * 10 + (state == 'counting' ? 0 : end ? 1 : state == 'refused' ? 6 : 2 + (tried || 0) + (reduced || 0));

/**
 * Merges this page's record `mine` with the record `other` of another tab, the worker or the disk. The result is the same
 * on both sides, so that tabs agree even without a disk.
 *
 * Of two presses the newer one is that which was made with knowledge of the other. If neither knew (two tabs, or a disk that
 * answered late or never), no waiting press is lost: it joins the other waiting one, like a second tap, or becomes the
 * newest.
 *
 * @param {Press=} mine
 * @param {Press=} other
 * @param {boolean=} byMessage  `other` came from a tab and not from the disk, which orders its writers
 * @returns {Press=}
 */
export function join(mine, other, byMessage) {
  if (!mine || !other) return mine || other;
  if (mine.press == other.press) {
    // Of a cancel and a send that has not started, the first one on the disk wins.
    if (other.end == 'cancelled' && mine.state == 'sending' && !mine.tried && mine.turn == other.turn) return other;
    return (progress(mine) - progress(other) || mine.rev - other.rev || byMessage) > 0 ? mine : other;
  }
  const waits = isWaiting(mine);
  if (mine.past.includes(other.press)) return mine;
  if (other.past.includes(mine.press) || mine.end == 'cancelled' || (!waits && isWaiting(other))) return other;
  if (byMessage) return mine;
  if (waits && !mine.tried && isWaiting(other) && (!mine.user || !other.user || mine.user == other.user) && !isOld(other, mine.pressedAt)) {
    return edit(other, { state: 'sending', sentAt: mine.pressedAt, user: mine.user || other.user });
  }
  return { ...mine, past: [...mine.past, other.press], ...(waits && isReceived(other) && { before: other, callout: other.callout }) };
}

/** Whether it has waited too long to be sent without asking. A clock that was set back proves no age, and then the press is
    sent. @param {Press} record @param {number} wall */
export const isOld = (record, wall) => wall - record.pressedAt > OLD;

/** Whether the server will never accept this press as it is. All other failures are temporary. @param {number} status */
export const isRefusal = (status) => status > 399 && status < 500 && ![401, 408, 409, 425, 429].includes(status);

/** The next state of a refused press: one more attempt with a minimal body and another key, then none.
    @param {Press} record @param {string} key */
export const refuse = (record, key) => edit(record, record.reduced ? { state: 'refused' } : {
  id: key, reduced: 1, tried: 0, body: JSON.stringify({ pressedAt: stamp(record.pressedAt) }),
});

/** @param {Press} record @param {number} callout @param {number} wall */
export const receive = (record, callout, wall) =>
  edit(record, { state: 'received', end: '', before: null, receivedAt: wall, callout });

/** A time for the server, if the clock it was read from can be right. @param {number} at */
export const stamp = (at) => at > FIRST_YEAR && at < LAST_YEAR ? new Date(at).toISOString() : undefined;

/** Headers of the request that sends a press. The server answers 409 when somebody else is signed in by now.
    @param {Press} record */
export const headersOf = ({ id, user }) => ({ 'Idempotency-Key': id, ...(user && { 'Tocsin-User': user }) });
