/* The press as a state machine: events in, state and commands out. Disk, network, clock, tabs and identity come in with the
   events, so that a test owns them all.

   Every event carries `mono` (milliseconds that nobody can set), `wall` (the phone's clock, for people to read), `key` (a new
   key, if one is needed) and `roll` (0 to 1). Rules only compare `mono`. */
import { edit, isOld, isReceived, isRefusal, isWaiting, join, receive, refuse } from './record.js';

/** Between two heartbeats; and how long a press may be unanswered before the telephone is shown first. */
export const BEAT = 10e3;
const RETRY = [0, 1, 2, 4, 8, 15];
/** How long sending waits for the disk; it does not wait for a disk that has failed. */
const DISK_PATIENCE = 1500;
/** After this, a write to a hanging disk is repeated. */
const DISK_HANGS = 8e3;
/** After this, a write to a failed disk is repeated. */
const DISK_RETRY = 1e3;
/** A touch this soon after the receipt is not another press. */
const SAME_TOUCH = 3e3;
const ASK_EVERY = 15e3;

/**
 * @typedef {Object} State
 * @property {import('./record.js').Press=} record  the current press; a disk that differs is updated
 * @property {import('./record.js').Press=} stored  the last known record on the disk
 * @property {boolean} read      the disk has answered: only then does a missing `record` mean that there is none
 * @property {boolean} bad       the disk's last result was a failure, or it hangs
 * @property {number=} busy      since when a disk request is running
 * @property {?string=} user     the signed-in account; null: nobody; undefined: not known
 * @property {string=} last      the account signed in last on this phone
 * @property {string=} here      the press that was made in this tab
 * @property {boolean} signsIn   somebody signed in in this tab; the account is being fetched
 * @property {boolean} doubt     the server may know another account; it is being fetched
 * @property {string=} old       the press that is too old to be sent without asking
 * @property {boolean} flight    a request with the press is running
 * @property {number} due        when the countdown ends
 * @property {number} hold       until when sending waits for the disk
 * @property {number} next       when the next request is sent
 * @property {number} since      since when the press is being sent
 * @property {number=} got       when the receipt came
 * @property {boolean} tracking  wasm reports locations; `open`: and the callout is not over for the resident
 * @property {boolean} open
 */

/** @param {string=} last @param {string=} here @returns {any} */
export const begin = (last, here) => ({ last, here, tries: 0, diskAt: 0, next: 0, askAt: 0, beatAt: 0, wantsRead: 1, wantsAsk: 1 });

/** Why the press needs confirmation before it is sent. @returns {'' | 'other' | 'old'} */
export const question = ({ record, user, old }) =>
  !isWaiting(record) ? '' : user && record.user !== user ? 'other' : old == record.press && !record.asked ? 'old' : '';

/** Whether a received callout belongs to the signed-in account. */
const isOwn = ({ record, user }) => user !== null && (!user || !record.user || record.user == user);

/** What the page shows. */
export function face(s, mono) {
  const { record, user } = s, state = record?.state;
  if (question(s)) return 'ask';
  if (state == 'sending') return user === null ? 'out' : mono - s.since >= BEAT ? 'late' : state;
  if (state == 'counting' || state == 'refused') return state;
  if (s.tracking) return s.open ? 'again' : 'idle';
  if (state == 'received' && isOwn(s)) return record.acknowledgedAt ? 'acknowledged' : state;
  return 'idle';
}

/** Whether this press, if any, is on the disk. */
export const isSaved = ({ record, stored }) => stored?.press == record?.press;

/** Whether the disk has the current press, or has failed. */
const isSettled = ({ record, stored, bad }) => bad || stored === record;

/** Whether it is certain that nothing was sent. */
export const isCancelled = (s) => s.record?.end == 'cancelled' && s.cancelled == s.record.press && isSettled(s);

/** Whether anything is scheduled. */
export const isBusy = ({ record, stored, tracking }) => isWaiting(record) || record !== stored || (record?.callout && !tracking);

/** @returns {[any, any[]]} */
export function step(was, event) {
  const s = { ...was }, out = [];
  on[event.type]?.(s, event, out);
  advance(s, event, out);
  // A record from the disk or a tab is known there already.
  if (event.wrote || (s.record !== was.record && !/disk|tab/.test(event.type))) out.push({ do: 'tell' });
  return [s, out];
}

function change(s, changes) {
  s.record = edit(s.record, changes);
}

/** Somebody signs in or out. A press made before the account was known may be somebody else's. */
function disown(s) {
  s.wantsAsk = 1;
  if (s.record && s.record.user === undefined) change(s, { user: null });
}

/** Sends the press now, as soon as it is saved. */
function send(s, { mono, wall }, changes) {
  change(s, { state: 'sending', sentAt: wall, ...changes });
  s.since = s.next = mono;
  s.hold = mono + DISK_PATIENCE;
  s.tries = 0;
}

/** Merges the record of another tab, the worker or the disk. */
function adopt(s, { mono, wall }, next, starts) {
  const was = s.record;
  s.record = next;
  if (!next || (was?.press == next.press && was.state == next.state)) return;
  // A press of this page that joined a waiting one is a second tap on it.
  s.due = starts || (was?.fresh && was.press != next.press) ? 0 : mono + next.wait;
  s.since = s.next = mono;
  s.hold = mono + DISK_PATIENCE;
  s.got = starts ? undefined : mono;
  if (!starts) return;
  s.since -= Math.abs(wall - (next.sentAt || wall));
  if (isOld(next, wall)) s.old = next.press;
}

const on = {
  tap(s, { mono, wall, key, wait, body }) {
    const r = s.record;
    if (question(s) || (isReceived(r) && mono - s.got < SAME_TOUCH)) return;
    if (r?.state == 'counting') s.due = mono;
    if (isWaiting(r)) return;
    const before = isReceived(r) ? isOwn(s) && r : r?.state == 'refused' && r.before;
    s.record = {
      press: key, id: key, past: r ? [...r.past, r.press].slice(-99) : [], rev: 0, turn: 0, fresh: 1, user: s.user || s.last || s.user,
      pressedAt: wall, wait, body, state: 'counting', ...(before && { before, callout: before.callout }),
    };
    s.here = key;
    s.due = mono + wait;
  },

  cancel(s) {
    if (s.record?.state != 'counting') return;
    s.cancelled = s.record.press;
    change(s, { state: 'over', end: 'cancelled' });
  },

  /* A response counts for the press on the screen, not for another one on the disk. */
  yes(s, e) {
    const r = s.record, why = question(s);
    // A press confirmed by another account is sent as its own.
    if (why) send(s, e, { turn: r.turn + 1, asked: 1, ...(why == 'other' && { id: e.key, user: s.user, tried: 0 }) });
  },

  no(s) {
    if (question(s)) change(s, { turn: s.record.turn + 1, asked: 1, state: 'over', end: 'denied' });
  },

  disk(s, e) {
    s.busy = undefined;
    s.bad = e.failed;
    if (e.failed) {
      s.wantsRead = !s.read;
      s.diskAt = e.mono + DISK_RETRY;
      return;
    }
    const starts = !s.read;
    s.read = 1;
    s.stored = e.value;
    adopt(s, e, join(s.record, e.value), starts);
  },

  /* Another tab or the worker reports the press. If it is another press, only a working disk decides which one counts. */
  tab(s, e) {
    const { record } = e;
    if (e.session) disown(s);
    s.wantsRead = 1;
    if (!record) return;
    if (s.bad || record.press == s.record?.press) adopt(s, e, join(s.record, record, true));
    else s.stored = null;
  },

  session(s, { user, mono }) {
    if (user === undefined) return;
    const r = s.record, was = s.user;
    s.user = user;
    s.last = user || s.last;
    s.doubt = 0;
    // A press made here before the account was known, and one that waits for a sign-in here.
    if (isWaiting(r) && r.press == s.here && (r.user === undefined || (r.user === null && user && s.signsIn))) change(s, { user });
    s.signsIn = s.signsIn && !user;
    if (user && was === null) s.next = s.beatAt = mono;
  },

  signedIn(s) {
    disown(s);
    s.signsIn = 1;
  },

  answered(s, e) {
    const r = s.record, { status, mono } = e;
    s.flight = 0;
    if (status == 401) {
      disown(s);
      s.user = null;
    }
    // Another account is signed in by now, or it is still being stored.
    if (status == 409 && !question(s)) {
      s.doubt = s.wantsAsk = 1;
      s.user = undefined;
    }
    if (r?.press != e.press) return;
    if (e.answer?.id && !isReceived(r)) {
      s.record = receive(r, e.answer.id, e.wall);
      s.got = s.beatAt = mono;
      return;
    }
    if (r.state != 'sending' || r.id != e.id) return;
    s.next = mono + RETRY[Math.min(s.tries++, 5)] * (800 + e.roll * 400);
    if (isRefusal(status)) {
      s.record = refuse(r, e.key);
      s.next = mono;
      s.hold = mono + DISK_PATIENCE;
    }
  },

  /* After sleep, or when the network is back: read again, and send a waiting press now. */
  look(s, { mono }) {
    s.flight = 0;
    s.wantsRead = 1;
    s.tries = 0;
    s.diskAt = s.next = s.beatAt = mono;
    s.wantsAsk = !s.user;
  },

  /* The page may never run again, so nothing is waited for. */
  leave(s, e) {
    if (s.record?.state == 'counting' && !question(s)) send(s, e);
    s.hold = s.next = e.mono;
  },

  /* The first position is reported at once. */
  located(s, e) {
    s.beatAt = e.mono;
  },

  track(s, e) {
    s.tracking = e.on;
    s.open = e.open;
    s.beatAt = e.mono + BEAT;
  },

  seen(s, { callout, acknowledgedAt, closed, status }) {
    const r = s.record;
    if (status == 401) s.user = null;
    if (r?.callout != callout || isWaiting(r)) return;
    if (closed) change(s, { callout: 0, before: null, ...(isReceived(r) && { state: 'over', end: 'closed' }) });
    else if (acknowledgedAt && !r.acknowledgedAt && isReceived(r)) change(s, { acknowledgedAt });
  },
};

/* Everything due now, after any event. */
function advance(s, e, out) {
  const { mono } = e, isHanging = mono - s.busy;
  if (isHanging >= DISK_PATIENCE) s.bad = 1;
  if (s.record?.state == 'counting' && !question(s) && mono >= s.due) send(s, e);
  const r = s.record;
  // Another press on a callout was cancelled: the callout is as before.
  if (r?.before && (r.end == 'cancelled' || r.end == 'denied') && isSettled(s)) s.record = edit(r.before, { press: r.press, past: r.past, rev: r.rev + 1 });
  if (r?.state == 'sending') post(s, mono, out);
  const write = s.record && s.record !== s.stored;
  if ((s.busy == null || isHanging >= DISK_HANGS) && mono >= s.diskAt && (s.wantsRead || write)) {
    s.wantsRead = 0;
    s.busy = mono;
    out.push({ do: 'disk', write, anew: s.bad });
  }
  if (s.wantsAsk || (!s.user && isWaiting(s.record) && mono >= s.askAt)) {
    s.wantsAsk = 0;
    s.askAt = mono + ASK_EVERY;
    out.push({ do: 'ask' });
  }
  if (s.record?.callout && !s.tracking && isOwn(s) && !s.flight && mono >= s.beatAt) {
    s.beatAt = mono + BEAT;
    out.push({ do: 'beat', callout: s.record.callout });
  }
}

function post(s, mono, out) {
  const r = s.record;
  // Background Sync is registered before any attempt ends: the page may not live that long.
  if (s.synced != r.id) {
    s.synced = r.id;
    out.push({ do: 'sync' });
  }
  const isOurs = s.user !== null && !s.doubt && (s.user || r.user || (r.press == s.here && r.user !== null));
  const isKept = s.bad || mono >= s.hold || (s.stored?.id == r.id && s.stored.state == r.state);
  if (question(s) || s.flight || !isOurs || !isKept || mono < s.next) return;
  if (!r.tried) change(s, { tried: 1 });
  s.flight = 1;
  out.push({ do: 'post', record: s.record });
}
