/* The press, from finger to receipt: before wasm, beside wasm and without wasm. One writer: wasm draws, this sends.

   One record stands in IndexedDB (database `tocsin`, store `press`, key 0) and is the truth for every tab:
     {id, pressedAt, sendAt, state: counting | sending | received | over, sentAt?, receivedAt?, callout?,
      acknowledgedAt?, asked?, body}
   The body is made at the tap and sent as it stands, by this page or by the service worker: one key never goes with two bodies.

   What wasm uses is `window.tocsin`:
     record      the record, or undefined; the event `tocsin:press` on window tells of every change
     session     the promise of GET /api/session, asked once for all; the event `tocsin:session` tells that it is a new one
     db          the promise of the database; its store `tracker` is wasm's
     fix         the newest location seen here
     page(path)  the page went there: the button stands on `/` alone, and all other pages are a program of their own
     load(name)  brings another program of this page, once
     track(on, open)  wasm reports locations and polls from now on (or no more), so this stops (or goes on); `open`: the callout is
                 not over for the resident, so the button means "again"
     signedIn()  somebody signed in: what waits goes out
     seen(id, acknowledgedAt, closed)  what a poll told of the callout
     died()      wasm is dead: show it, load the page again, at most once in ten seconds */
(() => {
  const at = (id) => document.getElementById(id);
  const press = at('press'), button = at('press-alarm'), path = location.pathname;
  if (path.startsWith('/tv')) return;
  const BEAT = 10e3, OLD = 30 * 60e3, RETRY = [0, 1, 2, 4, 8, 15];
  let record, saved, asking, signedOut, refused, tracking, open, held, hold, ticker, retry, tries = 0, flight, fix, why, watch, shown, beating, dead;
  /* From the installed app's shortcut: one tap sends at once. The address alone never sends. */
  const armed = location.search == '?armed';
  const loaded = {};
  let config = {}, due = true;
  /* A month after its last drill this phone asks for the next. */
  try { due = !(Date.now() - localStorage.drill < 2592e6); config = JSON.parse(localStorage.config); } catch {}

  const db = new Promise((done, fail) => {
    const ask = indexedDB.open('tocsin', 1);
    ask.onupgradeneeded = () => {
      ask.result.createObjectStore('press');
      ask.result.createObjectStore('tracker');
    };
    ask.onsuccess = () => done(ask.result);
    ask.onerror = ask.onblocked = fail;
  });
  const tabs = window.BroadcastChannel && new BroadcastChannel('press');
  const waiting = (r) => r && (r.state == 'counting' || r.state == 'sending');

  /* Reads the record, lets `edit` say what it shall be (undefined: as it is), and resolves when that is on disk. All
     tabs share the one transaction queue. Where there is no disk, or it hangs, memory has to do: the alarm still goes. */
  const change = (edit, was = record) => {
    const disk = db.then((base) => new Promise((done, fail) => {
      const work = base.transaction('press', 'readwrite', { durability: 'strict' });
      const box = work.objectStore('press'), get = box.get(0);
      let next;
      get.onsuccess = () => { next = edit(get.result); if (next) box.put(next, 0); };
      work.oncomplete = () => { done([next || get.result, 1]); if (next) tabs?.postMessage(0); };
      work.onerror = work.onabort = fail;
    }));
    const memory = new Promise((_, fail) => setTimeout(fail, 1500));
    return Promise.race([disk, memory]).catch(() => [edit(was) || was]).then(([now, kept]) => {
      tocsin.record = record = now; saved = kept; draw();
      dispatchEvent(new Event('tocsin:press'));
    });
  };

  const tap = (atOnce) => {
    const now = Date.now(), old = record;
    if (asking || old?.state == 'sending' || (old?.state == 'received' && now - old.receivedAt < 3e3)) return;
    const kind = +document.querySelector('[name=kind]:checked').value;
    const wait = atOnce || armed ? 0 : (config.armingSeconds ?? 3) * 1e3;
    const body = JSON.stringify({ responseTypeId: kind, pressedAt: new Date(now).toISOString(),
      calloutLocation: fix && now - Date.parse(fix.recordedAt) < 12e4 ? fix : undefined });
    const fresh = { id: crypto.randomUUID(), pressedAt: now, sendAt: now + wait, body, state: 'counting', ...(old?.state == 'received' && { before: old, callout: old.callout }) };
    press.dataset.was = '';
    navigator.vibrate?.(40);
    const edit = (was) => waiting(was) ? (was.state == 'counting' ? { ...was, sendAt: now } : undefined) : fresh;
    record = edit(old); saved = 0; draw();
    change(edit, old).then(tick);
    setTimeout(() => at('press-cancel').scrollIntoView({ block: 'nearest', behavior: 'smooth' }), 400);
  };

  const cancel = () => change((was) => was?.state == 'counting' ? was.before || { ...was, state: 'over' } : undefined).then(() => { press.dataset.was = record.state; button.focus(); });

  /* Counting ends by the clock; a clock that jumps back does not make it longer. */
  const tick = () => {
    const now = Date.now();
    draw();
    if (record?.state == 'counting' && saved !== 0 && (now >= record.sendAt || now < record.pressedAt)) send();
  };

  const sending = (was) => was?.state == 'counting' ? { ...was, state: 'sending', sentAt: Date.now() } : undefined;
  const send = () => change(sending).then(() => { tries = 0; if (record?.state == 'sending') attempt(); });

  const attempt = async () => {
    clearTimeout(retry); flight?.abort();
    const mine = flight = new AbortController(), sent = record, patience = setTimeout(() => mine.abort(), 15e3);
    let status = 0, answer;
    try {
      const reply = fetch('/api/callouts', {
        method: 'POST', keepalive: true, signal: mine.signal,
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': sent.id },
        body: sent.body,
      });
      locate();
      status = (await reply).status;
      answer = await (await reply).json();
    } catch {}
    clearTimeout(patience);
    if (mine != flight) return;
    flight = null;
    signedOut = status == 401;
    refused = status > 401 && status < 500 && status != 409;
    if (status >= 200 && status < 300 && answer?.id) {
      return change((was) => was?.id == sent.id && was.state != 'received'
        ? { ...was, before: undefined, state: 'received', receivedAt: Date.now(), callout: answer.id } : undefined).then(beat);
    }
    navigator.serviceWorker?.ready.then((worker) => worker.sync?.register('press')).catch(() => {});
    retry = setTimeout(attempt, RETRY[Math.min(tries++, 5)] * (800 + Math.random() * 400));
    draw();
  };

  const locate = () => {
    if (watch || tracking || !navigator.geolocation) return;
    watch = navigator.geolocation.watchPosition(({ coords, timestamp }) => {
      const first = !fix;
      fix = tocsin.fix = { latitude: coords.latitude, longitude: coords.longitude, accuracy: coords.accuracy, recordedAt: new Date(timestamp).toISOString() };
      draw();
      if (first) beat();
    }, (no) => {
      why = ['', 'denied', 'unavailable', 'timeout'][no.code];
      if (no.code == 1) { navigator.geolocation.clearWatch(watch); watch = 0; }
    }, { enableHighAccuracy: true, timeout: 2e4, maximumAge: 0 });
  };

  /* The plain heartbeat, until wasm has taken over: a place or the reason why there is none, and the callout back. */
  const beat = async () => {
    clearTimeout(beating);
    const id = record?.callout;
    if (!id || record.state == 'over' || tracking || signedOut) return;
    beating = setTimeout(beat, BEAT);
    locate();
    try {
      const reply = await fetch(`/api/callouts/${id}/location?return=callout`, {
        method: 'POST', headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(fix || { noFix: why || 'timeout', recordedAt: new Date().toISOString() }),
      });
      const { callout } = await reply.json();
      tocsin.seen(id, Date.parse(callout?.firstAcknowledgedAt), reply.status == 404 || reply.status == 409 || callout?.status == 'closed');
    } catch {}
  };

  const view = () => {
    const state = record?.state;
    if (asking) return 'ask';
    if (state == 'counting') return state;
    if (state == 'sending') return signedOut ? 'out' : refused || Date.now() - record.sentAt > BEAT ? 'late' : state;
    if (tracking && state != 'sending') return open ? 'again' : 'idle';
    if (state == 'received' && !signedOut) return record.acknowledgedAt ? 'acknowledged' : state;
    return 'idle';
  };

  const clock = (time) => time ? new Date(time).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit', second: '2-digit' }) : '';

  const draw = () => {
    const state = view(), inside = press.contains(document.activeElement);
    press.dataset.state = state;
    press.toggleAttribute('data-again', !!(tracking && open));
    if (waiting(record)) ticker = ticker || setInterval(tick, 200); else { clearInterval(ticker); ticker = 0; }
    at('press-count').textContent = record ? Math.max(1, Math.ceil((record.sendAt - Date.now()) / 1e3)) : '';
    const steps = { saved: saved && record?.pressedAt, sending: record?.sentAt, received: record?.receivedAt, acknowledged: record?.acknowledgedAt };
    for (const step in steps) {
      const row = at('press-' + step);
      row.toggleAttribute('data-done', !!steps[step]);
      row.lastElementChild.textContent = clock(steps[step]);
    }
    if (asking) at('press-old').textContent = new Date(record.pressedAt).toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
    const phone = config.alarmPhone || '112', sms = config.alarmSms, place = fix ? ` ${fix.latitude.toFixed(5)},${fix.longitude.toFixed(5)} (±${Math.round(fix.accuracy)} m)` : '';
    at('press-phone').href = 'tel:' + phone.replace(/[^+\d]/g, '');
    at('press-number').textContent = phone;
    at('press-sms').hidden = !sms;
    at('press-sms').href = `sms:${sms}?&body=` + encodeURIComponent(at('press-sms').dataset.text + place);
    at('press-signed-out').hidden = !signedOut || state != 'idle';
    if (state != shown) {
      if (shown) at('press-say').textContent = press.querySelector(`h1[data-when~=${state}]`)?.textContent || '';
      shown = state;
      if (inside && !document.activeElement.offsetParent) press.focus();
    }
  };

  /* After sleep, a lost network or another tab's word: look again, and whatever waits goes out now. */
  const look = (start) => change(() => {}).then(() => {
    if (!waiting(record)) return beat();
    if (start && !record.asked && Date.now() - record.pressedAt > OLD) { asking = 1; return draw(); }
    if (asking) return;
    if (record.state == 'sending') { tries = 0; attempt(); } else if (start) send(); else tick();
  });
  const answer = (yes) => {
    asking = 0;
    change((was) => ({ ...was, asked: 1, sentAt: Date.now(), state: yes ? 'sending' : 'over' })).then(() => yes && attempt());
  };

  const tocsin = window.tocsin = {
    db,
    page(to) {
      press.hidden = to != '/';
      at('unloaded').hidden = true;
      if (to != '/') tocsin.load('account');
    },
    load(program) {
      if (loaded[program]) return;
      const script = loaded[program] = document.createElement('script');
      script.type = 'module';
      script.src = `/${program}_loader.js`;
      script.onerror = () => { loaded[program] = 0; at('unloaded').hidden = !press.hidden; };
      document.head.append(script);
    },
    track(on, still) {
      if (dead) return;
      tracking = on; open = still;
      if (on && watch) { navigator.geolocation.clearWatch(watch); watch = 0; }
      if (shown) draw();
      clearTimeout(beating); beating = setTimeout(beat, BEAT);
    },
    signedIn() { signedOut = 0; tabs?.postMessage(0); look(); ask(); },
    seen(id, acknowledgedAt, closed) {
      if (record?.callout != id || (!closed && !(acknowledgedAt && !record.acknowledgedAt))) return;
      change((was) => was?.callout == id && !waiting(was) ? { ...was, acknowledgedAt: acknowledgedAt || was.acknowledgedAt, state: closed ? 'over' : was.state } : undefined);
    },
    died() {
      /* What is left of it may go on for a while; nobody believes it any more. */
      at('broken').hidden = false;
      at('app').hidden = dead = true;
      tracking = 0;
      const last = +sessionStorage.died || 0;
      sessionStorage.died = Date.now();
      if (Date.now() - last > 1e4) setTimeout(() => location.reload(), 1e3); else { draw(); beat(); }
    },
  };
  tocsin.page(path);
  press.toggleAttribute('data-armed', armed);
  press.toggleAttribute('data-due', due);
  const ask = () => {
    tocsin.session = fetch('/api/session').then((reply) => { if (reply.ok) return reply.json(); throw 0; });
    tocsin.session.then((session) => {
      config = session.config;
      signedOut = !session.user;
      localStorage.config = JSON.stringify(config);
      draw();
    }).catch(() => {});
    dispatchEvent(new Event('tocsin:session'));
  };
  ask();

  button.onpointerdown = () => { held = 0; hold = setTimeout(() => { held = 1; tap(1); }, 1e3); };
  button.onpointerup = button.onpointerleave = button.onpointercancel = () => clearTimeout(hold);
  button.oncontextmenu = (event) => event.preventDefault();
  button.onkeydown = (event) => { held = 0; if (event.repeat) event.preventDefault(); };
  button.onclick = () => { if (!held) tap(); held = 0; };
  at('press-cancel').onclick = cancel;
  at('press-yes').onclick = () => answer(1);
  at('press-no').onclick = () => answer(0);
  if (tabs) tabs.onmessage = () => look();

  /* Leaving while it counts sends it; there may be no later moment, so nothing is waited for. */
  const leave = () => { if (record?.state == 'counting') { attempt(); change(sending); } };
  addEventListener('pagehide', leave);
  addEventListener('online', () => look());
  addEventListener('pageshow', (event) => event.persisted && look());
  document.addEventListener('visibilitychange', () => document.hidden ? leave() : look());
  draw();
  look(1);
})();
