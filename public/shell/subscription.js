// This device's push subscription. It depends on the server's key and on the browser: when either changes, the device is
// registered again, so that no alarm is missed.
const PATH = '/api/push-subscriptions';
// A cache of this name means that a subscription was cancelled and the new one is not registered yet.
const OWED = 'push-owed';

/* The browser replaced the subscription, or removed it: then a new one is requested with the server's current key. */
export async function replace({ manager, request, caches }, { newSubscription, oldSubscription } = {}) {
  // Until the server has it, every start of the worker retries.
  await caches.open(OWED);
  const key = await serverKey(request);
  const options = key ? { userVisibleOnly: true, applicationServerKey: key } : oldSubscription?.options;
  const fresh = newSubscription ?? (options && await manager.subscribe(options));
  return Boolean(fresh) && settle(request, caches, fresh);
}

/* The subscription belongs to a key that the server no longer has: every push to it would be refused. */
export async function compare({ manager, request, caches }) {
  const known = await manager.getSubscription(), owed = await caches.has(OWED);
  if (!known && !owed) return false;
  const key = await serverKey(request);
  if (!key || (known && !owed && isSame(known.options.applicationServerKey, key))) return false;
  await caches.open(OWED);
  if (known && !isSame(known.options.applicationServerKey, key)) await known.unsubscribe();
  const fresh = await manager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  return settle(request, caches, fresh);
}

async function settle(request, caches, subscription) {
  const isKnown = await request('POST', PATH, subscription).then((answer) => answer.ok, () => false);
  if (isKnown) await caches.delete(OWED);
  return isKnown;
}

/* Undefined when nobody is signed in, or the server is unreachable. */
const serverKey = (request) => request('GET', PATH)
  .then(async (answer) => (answer.ok ? (await answer.json()).key : undefined), () => undefined);

function isSame(bytes, text) {
  const own = btoa(String.fromCharCode(...new Uint8Array(bytes ?? [])));
  return own.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '') === text.replace(/=+$/, '');
}
