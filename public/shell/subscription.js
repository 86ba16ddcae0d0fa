// This device's address at its push service. It hangs on the server's key and on the browser's will: when either changes, the
// device is registered again, so that nobody finds out by an alarm that did not come.
const PATH = '/api/push-subscriptions';
// A cache of this name says that an address was given up and the new one has not come yet.
const OWED = 'push-owed';

/* The browser gave the device another address, or none: then one is asked for with the server's key of today. */
export async function replace({ manager, request, caches }, { newSubscription, oldSubscription } = {}) {
  // Until the server has it, every start of the worker tries again.
  await caches.open(OWED);
  const key = await serverKey(request);
  const options = key ? { userVisibleOnly: true, applicationServerKey: key } : oldSubscription?.options;
  const fresh = newSubscription ?? (options && await manager.subscribe(options));
  return Boolean(fresh) && settle(request, caches, fresh);
}

/* The address is bound to a key that the server no longer has: every push to it would be refused. */
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

/* Nothing when nobody is signed in, or the server is out of reach. */
const serverKey = (request) => request('GET', PATH)
  .then(async (answer) => (answer.ok ? (await answer.json()).key : undefined), () => undefined);

function isSame(bytes, text) {
  const own = btoa(String.fromCharCode(...new Uint8Array(bytes ?? [])));
  return own.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '') === text.replace(/=+$/, '');
}
