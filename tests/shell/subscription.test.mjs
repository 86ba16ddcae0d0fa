// The device's address at its push service against a browser and a server that change what it hangs on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare, replace } from '../../public/shell/subscription.js';

const OLD = 'BAAA', NEW = 'BBBB';
const bytes = (key) => Uint8Array.from(atob(key), (c) => c.charCodeAt(0)).buffer;

/* A browser with at most one subscription, and a server with one key. */
function world({ subscribed = OLD, key = NEW, isSignedIn = true, isReachable = true } = {}) {
  const posted = [], cached = new Set();
  const made = (serverKey) => ({
    key: serverKey,
    options: { userVisibleOnly: true, applicationServerKey: bytes(serverKey) },
    unsubscribe: async () => { self.subscription = undefined; },
  });
  const self = {
    posted,
    isReachable,
    isSignedIn,
    subscription: subscribed && made(subscribed),
    manager: {
      getSubscription: async () => self.subscription ?? null,
      subscribe: async ({ applicationServerKey }) => {
        if (!self.isReachable) throw new Error('the push service is out of reach');
        const asked = typeof applicationServerKey === 'string' ? applicationServerKey : btoa(String.fromCharCode(...new Uint8Array(applicationServerKey)));
        if (self.subscription && self.subscription.key !== asked) throw new Error('InvalidStateError');
        return (self.subscription = made(asked));
      },
    },
    caches: { has: async (name) => cached.has(name), open: async (name) => cached.add(name), delete: async (name) => cached.delete(name) },
    request: async (method, path, body) => {
      assert.equal(path, '/api/push-subscriptions');
      if (!self.isSignedIn) return { ok: false, status: 401 };
      if (method === 'POST') posted.push(body);
      return { ok: true, json: async () => ({ key }) };
    },
  };
  return self;
}

test('a device whose address is bound to another key is registered again', async () => {
  const here = world();
  assert.equal(await compare(here), true);
  assert.equal(here.subscription.key, NEW);
  assert.deepEqual(here.posted, [here.subscription]);
});

test('an address that is bound to the right key is left alone, and so is a device that has none', async () => {
  for (const here of [world({ subscribed: NEW }), world({ subscribed: '' }), world({ isSignedIn: false })]) {
    const before = here.subscription;
    assert.equal(await compare(here), false);
    assert.equal(here.subscription, before);
    assert.deepEqual(here.posted, []);
  }
});

test('an address that could not be had is asked for again the next time', async () => {
  const here = world({ isReachable: false });
  await assert.rejects(compare(here));
  assert.equal(here.subscription, undefined);
  here.isReachable = true;
  assert.equal(await compare(here), true);
  assert.deepEqual(here.posted, [here.subscription]);
  assert.equal(await compare(here), false, 'once');
});

test('a change that names no old address registers the device with the server\'s key', async () => {
  const here = world({ subscribed: '' });
  assert.equal(await replace(here, {}), true);
  assert.deepEqual(here.posted, [here.subscription]);
  assert.equal(here.subscription.key, NEW);
});

test('a change that brings the new address with it registers that one', async () => {
  const here = world({ subscribed: '' }), fresh = { endpoint: 'https://push.example/new' };
  assert.equal(await replace(here, { newSubscription: fresh }), true);
  assert.deepEqual(here.posted, [fresh]);
});

test('a change while nobody is signed in is made good once somebody is', async () => {
  const here = world({ subscribed: '', isSignedIn: false });
  await replace(here, { oldSubscription: { options: { userVisibleOnly: true, applicationServerKey: bytes(NEW) } } });
  assert.deepEqual(here.posted, []);
  here.isSignedIn = true;
  assert.equal(await compare(here), true);
  assert.deepEqual(here.posted, [here.subscription]);
});

test('without an answer of the server the old address\'s own key serves', async () => {
  const here = world({ subscribed: '', isSignedIn: false });
  await replace(here, { oldSubscription: { options: { userVisibleOnly: true, applicationServerKey: bytes(OLD) } } });
  assert.equal(here.subscription.key, OLD);
});
