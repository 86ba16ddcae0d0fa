/* The press, from finger to receipt: before, beside and without the app (wasm). One writer: the app draws, the shell sends.

   `machine.js` decides; this file executes its commands and reports events to it. The app uses `window.tocsin`:
     record      the record of the press (record.js), or undefined; the event `tocsin:press` on window reports every change
     session     the promise of GET /api/session, fetched once for all; the event `tocsin:session` reports a new one
     db          the promise of the database; its store `tracker` is the app's
     ahead       milliseconds that the server's clock is ahead of the phone's, as last received
     page(path)  the app navigated: the button is on `/` only, and each area has its own frame and stylesheet
     track(on, open)  the app reports locations and polls from now on (or no longer), so the shell stops (or resumes); `open`: the
                 callout is not over for the resident, so the button means "again"
     signedIn()  somebody signed in: a waiting press is sent, if it is theirs
     seen(id, acknowledgedAt, closed)  the callout's state from a poll
     died()      the app has panicked: show it and reload the page, at most once in ten seconds */
import { enterArea } from './area.js';
import { listenToButton } from './button.js';
import { openDisk, useDisk } from './disk.js';
import { config, isDrillDue, mayReload, pressHere, remember, rememberHere } from './identity.js';
import { makeKey } from './key.js';
import { begin, isBusy, step } from './machine.js';
import { PRESS_PATIENCE, posting, request } from './network.js';
import { locate, recentFix, report, stopLocating } from './place.js';
import { headersOf, stamp } from './record.js';
import { at, chosenKind, draw, press } from './view.js';

export function start() {
  const tabs = window.BroadcastChannel && new BroadcastChannel('press');
  // From the installed app's shortcut: one tap sends at once. The address alone never sends.
  const isArmed = location.search == '?armed';
  let state = begin(config.user, pressHere()), pace, ticker, sending, beating, asking, isDead;

  /** Passes an event to the machine, executes its commands, and draws the page. */
  const tell = (type, more) => {
    const was = state, mono = performance.now();
    const [next, commands] = step(was, { type, mono, wall: Date.now(), key: makeKey(), roll: Math.random(), ...more });
    state = next;
    tocsin.record = next.record;
    if (was.here != next.here) rememberHere(next.here);
    for (const command of commands) carryOut[command.do](command);
    show();
    // Later: a wasm call may have led here, and wasm cannot be entered twice.
    if (was.record != next.record) Promise.resolve().then(() => dispatchEvent(new Event('tocsin:press')));
  };

  const show = () => {
    const wanted = isBusy(state) && (state.record?.state == 'counting' ? 200 : 500);
    if (pace != wanted) {
      clearInterval(ticker);
      pace = wanted;
      if (pace) ticker = setInterval(tell, pace);
    }
    draw(state, performance.now(), tocsin.ahead);
  };

  const onDate = (date) => { tocsin.ahead = date - Date.now() || 0; };

  const carryOut = {
    disk({ write, anew }) {
      if (anew) tocsin.db = openDisk();
      useDisk(() => state.record, write).then((done) => tell('disk', done), () => tell('disk', { failed: 1 }));
    },
    post({ record }) {
      beating?.giveUp();
      sending?.giveUp();
      const mine = sending = request('/api/callouts', { keepalive: true, patience: PRESS_PATIENCE, ...posting(record.body, headersOf(record)) }, onDate);
      find();
      mine.answer.then((came) => mine == sending && tell('answered', { press: record.press, id: record.id, ...came }));
    },
    beat({ callout }) {
      beating?.giveUp();
      find();
      beating = request(`/api/callouts/${callout}/location?return=callout`, posting(JSON.stringify(report())), onDate);
      beating.answer.then(({ status, answer }) => tell('seen', {
        callout, status,
        acknowledgedAt: Date.parse(answer?.callout?.firstAcknowledgedAt),
        closed: status == 404 || status == 409 || answer?.callout?.status == 'closed',
      }));
    },
    ask() {
      asking?.giveUp();
      asking = request('/api/session', {}, onDate);
      tocsin.session = asking.answer.then(({ status, answer }) => {
        if (status == 200) return answer;
        throw status;
      });
      tocsin.session.then((session) => {
        remember(session);
        tell('session', { user: session.user ? session.user.id : null });
      }).catch(() => {});
      dispatchEvent(new Event('tocsin:session'));
    },
    sync() {
      navigator.serviceWorker?.ready.then((worker) => worker.sync?.register('press')).catch(() => {});
    },
    tell() { tabs?.postMessage({ record: state.record }); },
  };

  const find = () => state.tracking || locate((isFirst) => tell(isFirst && 'located'));

  const tap = (atOnce) => {
    navigator.vibrate?.(40);
    tell('tap', {
      wait: atOnce || isArmed ? 0 : (config.armingSeconds ?? 3) * 1e3,
      body: JSON.stringify({ responseTypeId: chosenKind(), pressedAt: stamp(Date.now()), calloutLocation: recentFix() }),
    });
    setTimeout(() => at('press-cancel').scrollIntoView({ block: 'nearest', behavior: 'smooth' }), 400);
  };

  const tocsin = window.tocsin = {
    db: openDisk(),
    ahead: 0,
    page(to) {
      press.hidden = to != '/';
      enterArea(to);
    },
    track(on, open) {
      if (isDead) return;
      if (on) stopLocating();
      tell('track', { on, open });
    },
    signedIn() {
      tabs?.postMessage({ session: 1 });
      tell('signedIn');
    },
    seen(callout, acknowledgedAt, closed) { tell('seen', { callout, acknowledgedAt, closed }); },
    died() {
      // The rest of the app may still run for a while; it is ignored.
      at('broken').hidden = false;
      at('app').hidden = isDead = true;
      // The app may have panicked during a navigation.
      tocsin.page(location.pathname);
      tell('track');
      // A page without the press is useless until it is reloaded.
      if (mayReload()) setTimeout(() => location.reload(), 1e3);
      else if (press.hidden) setTimeout(() => location.reload(), 1e4);
      else tell('look');
    },
  };

  tocsin.page(location.pathname);
  press.toggleAttribute('data-armed', isArmed);
  press.toggleAttribute('data-due', isDrillDue());
  listenToButton(at('press-alarm'), tap);
  at('press-cancel').onclick = () => {
    tell('cancel');
    at('press-alarm').focus();
  };
  at('press-yes').onclick = () => tell('yes');
  at('press-no').onclick = () => tell('no');
  if (tabs) tabs.onmessage = ({ data }) => tell('tab', data);
  // The press works without the app; no other page does.
  addEventListener('error', () => { at('unloaded').hidden = !press.hidden || at('app').firstChild; }, true);
  addEventListener('pagehide', () => tell('leave'));
  addEventListener('online', () => tell('look'));
  addEventListener('pageshow', (event) => event.persisted && tell('look'));
  document.addEventListener('visibilitychange', () => tell(document.hidden ? 'leave' : 'look'));
  tell();
}
