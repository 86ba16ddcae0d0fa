/* The service worker: opens the app offline, sends a press that the page could not send, shows pushes.

   The build fills FILES with the content hash of each file. A file is cached by address and hash, checked
   against the hash, and served from the cache first: the page, its script and its wasm are always of one build. A new
   build waits until a page asks for it; no page does so while a callout is open. */
import { isOwnPage } from './shell/addresses.js';
import { deliver } from './shell/deliver.js';
import { openDisk, useDisk } from './shell/disk.js';
import { makeKey } from './shell/key.js';
import { request } from './shell/network.js';
import { compare, replace } from './shell/subscription.js';

const FILES = {};
const VERSION = 'dev';
const CACHE = `tocsin-${VERSION}`;

const key = (path) => `${path}?content=${FILES[path]}`;

const digest = async (bytes) =>
  [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/* A file unchanged since the last build is copied from its cache. */
async function keep(cache, path) {
  const known = await caches.match(key(path));
  if (known) return cache.put(key(path), known);
  const answer = await fetch(path, { cache: 'no-cache', credentials: 'omit' });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  if ((await digest(await answer.clone().arrayBuffer())) !== FILES[path]) throw new Error(`${path}: of another build`);
  return cache.put(key(path), answer);
}

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => Promise.all(Object.keys(FILES).map((path) => keep(cache, path)))));
});

self.addEventListener('activate', (event) => {
  const old = (name) => name.startsWith('tocsin-') && name !== CACHE;
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  const isPage = request.mode === 'navigate', path = isPage ? '/' : url.pathname;
  if (isPage) event.waitUntil(compareOnce());
  if ((isPage && !isOwnPage(url.pathname)) || !(path in FILES)) return;
  event.respondWith(caches.match(key(path)).then((kept) => kept || fetch(request)));
});

/* A page says `update` when the person accepts the new build. */
self.addEventListener('message', (event) => {
  if (event.data === 'update') self.skipWaiting();
});

const pages = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true });

/* The page is gone and the network is back: the same key with the same body, so there is one callout, whichever sends it. */
function send() {
  openDisk();
  return deliver({
    disk: useDisk,
    request: (path, more) => request(path, more).answer,
    wall: Date.now,
    key: makeKey,
    hasPage: async () => (await pages()).length > 0,
    wait: (ms) => new Promise((done) => setTimeout(done, ms)),
    onChange: (record) => new BroadcastChannel('press').postMessage({ record }),
  });
}

self.addEventListener('sync', (event) => {
  if (event.tag === 'press') event.waitUntil(send());
});

/* Browsers cancel the subscription of a worker that shows nothing, so every push shows something. The arrival is reported
   to the address in the push, and to the pages that wait for it. */
self.addEventListener('push', (event) => {
  let message = {};
  try { message = event.data?.json() ?? {}; } catch { message = { title: event.data?.text() }; }
  const { title = 'Tocsin', body = '', path = '/', tag, receipt, notification, seen } = message;
  const actions = notification ? [{ action: 'acknowledge', title: seen ? 'I have seen this' : 'Acknowledge' }, { action: 'open', title: 'Open' }] : [];
  const look = { icon: '/icons/icon-192.png', badge: '/icons/badge-96.png' };
  const shown = self.registration.showNotification(title, { ...look, body, tag, renotify: !!tag, actions, data: { path, notification } });
  const told = pages().then((pages) => pages.forEach((page) => page.postMessage({ pushed: tag ?? '' })));
  event.waitUntil(Promise.all([shown, told, receipt && tell('POST', receipt)]));
});

/* Only to this server, whatever address a message has. */
async function tell(method, path, body) {
  const address = new URL(path, location.origin);
  if (address.origin !== location.origin) return false;
  const how = body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  return fetch(address, { method, ...how }).then((answer) => answer.ok, () => false);
}

async function open(path) {
  const address = new URL(path ?? '/', location.origin);
  if (address.origin !== location.origin) return;
  const pages = await self.clients.matchAll({ type: 'window' });
  const there = pages.find((page) => new URL(page.url).pathname === address.pathname);
  await (there ? there.focus() : self.clients.openWindow(address.href));
}

/* If acknowledging fails, the page is opened, so that it can be done there. */
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { path, notification } = event.notification.data ?? {};
  const act = async () => {
    const done = event.action === 'acknowledge' && await tell('PATCH', `/api/notifications/${notification}`, { actionType: 'IsRead' });
    if (!done) await open(path);
  };
  event.waitUntil(act());
});

/* The subscription depends on these. */
const device = {
  get manager() { return self.registration.pushManager; },
  caches: self.caches,
  request: (method, path, body) => fetch(path, body && { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
};

self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(replace(device, event)));

/* Once for each start of the worker, when a page is opened: a failure is repeated the next time. */
let compared;
const compareOnce = () => (compared ??= compare(device).catch(() => false));
