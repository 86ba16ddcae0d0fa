/* The record of a press, and the rules by which page, other tabs, service worker and disk agree on it. Nothing in here
   knows a browser. */

/**
 * @typedef {Object} Press
 * @property {string} press          which press this is; never changes
 * @property {string} id             the Idempotency-Key; another body goes under another key
 * @property {string[]} past         the presses that this one is newer than: no clock says which press is the newest
 * @property {number} rev            larger after every change of this record
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

/** A press that has waited for longer is asked about when a page is opened. */
const OLD = 30 * 60e3;
/** Before the first build of this app no clock was right. */
const FIRST_YEAR = Date.UTC(2024);
const LAST_YEAR = Date.UTC(2100);

/** @param {Press=} record */
export const isWaiting = (record) => !!record && (record.state == 'counting' || record.state == 'sending');

/** @param {Press=} record */
export const isReceived = (record) => !!record && record.state == 'received';

/** @param {Press} record @param {Partial<Press>} changes @returns {Press} */
export const edit = (record, changes) => ({ ...record, ...changes, rev: record.rev + 1 });

/** Whether these are one state of one press. No record is the same as any. */
export const isSame = (one, other) => !one || (one.id == other?.id && one.rev == other.rev);

/** What earlier builds kept has no `press`; nobody knows whose it was. @returns {Press=} */
export const revive = (/** @type {any} */ kept) => kept && { press: kept.id, past: [], rev: 0, turn: 0, wait: 0, ...kept };

/**
 * How far a press has come. A receipt stands above everything that a tab may believe; "yes, I still need help" above a
 * "no" of the same turn; a request that may have left above "cancelled".
 * @param {Press} record
 */
const progress = ({ state, end, turn, tried, reduced }) =>
  state == 'received' ? 1e9
  : state == 'over' && !(end == 'cancelled' || end == 'denied') ? 2e9
  : turn * 10 + (state == 'counting' ? 0 : end ? 1 : state == 'refused' ? 6 : 2 + (tried || 0) + (reduced || 0));

/**
 * What stands when this page holds `mine` and another holder has `other`. It is the same whoever asks, so that tabs agree
 * even when no disk serves them.
 *
 * Of two presses the one that was made knowing of the other is the newer one. When neither knew (two tabs, or a disk that
 * answered late or not at all), none that waits is swallowed: it joins the one that waits there, as a second tap would, or
 * goes on top.
 *
 * @param {Press=} mine
 * @param {Press=} other
 * @param {boolean=} byMessage  `other` came from a tab and not from the disk, which puts writers into an order
 * @returns {Press=}
 */
export function join(mine, other, byMessage) {
  if (!mine || !other) return mine || other;
  if (mine.press == other.press) {
    // Between a cancel and a send that has not left, the first on the disk stands.
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

/** Whether it has waited so long that somebody has to say whether it still holds. A clock that was set back says nothing
    of the age, and then help is called. @param {Press} record @param {number} wall */
export const isOld = (record, wall) => wall - record.pressedAt > OLD;

/** Whether the server will never take this press as it stands. All other failures pass. @param {number} status */
export const isRefusal = (status) => status > 399 && status < 500 && ![401, 408, 409, 425, 429].includes(status);

/** What becomes of a refused press: once more with nothing in it that could be refused, under another key; then no more.
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
