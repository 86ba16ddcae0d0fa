// Whose press it is, and who is asked about it.
import assert from 'node:assert/strict';
import test from 'node:test';
import { MINUTE, phone, press } from './model/phone.mjs';

/** A press that was not sent, forty minutes ago; two tabs ask about it. */
async function asked() {
  const { world, tab, server } = await phone();
  world.network = 'down';
  press(tab);
  await world.pass(1_000);
  world.kill();
  await world.pass(40 * MINUTE);
  world.network = 'good';
  const tabs = [world.open(), world.open()];
  await world.pass(1_000);
  assert.deepEqual(tabs.map(({ shows }) => shows), ['ask', 'ask']);
  assert.equal(server.posts.length, 0, 'an old press does not go out unasked');
  return { world, server, tabs };
}

for (const wait of [0, 3, 2_000]) {
  test(`"yes" in one tab and ${wait} ms later "No, I am safe" in the other: the alarm stands`, async () => {
    const { world, server, tabs: [one, other] } = await asked();
    one.answer(true);
    await world.pass(wait);
    other.answer(false);
    await world.pass(5_000);
    assert.equal(server.stored.size, 1);
    for (const tab of [one, other]) assert.equal(tab.shows, 'received');
    assert.equal(world.disk.value.state, 'received');
  });
}

test('"No, I am safe" ends what it was asked about, in both tabs', async () => {
  const { world, server, tabs: [one, other] } = await asked();
  one.answer(false);
  await world.pass(1_000);
  for (const tab of [one, other]) assert.equal(tab.shows, 'idle');
  assert.equal(server.posts.length, 0);
});

/** ada pressed without a network; bob has the phone now. */
async function handedOn(signIn) {
  const { world, tab, server } = await phone();
  world.network = 'down';
  press(tab);
  await world.pass(2_000);
  server.user = 'bob';
  world.network = 'good';
  signIn(tab);
  await world.pass(60_000);
  return { world, tab, server };
}

for (const [how, signIn] of [['in this tab', (tab) => tab.signedIn()], ['unnoticed', (tab) => tab.fire('online')]]) {
  test(`a press that waits does not go out as whoever signs in ${how}: they are asked`, async () => {
    const { world, tab, server } = await handedOn(signIn);
    assert.equal(tab.shows, 'ask');
    assert.equal(tab.asks, 'other');
    assert.equal(server.stored.size, 0);
    world.worker.sync();
    await world.pass(20_000);
    assert.equal(server.stored.size, 0, 'nor does the worker send it');
    tab.answer(true);
    await world.pass(3_000);
    const [stored] = server.stored.values();
    assert.equal(stored.owner, 'bob');
    assert.equal(tab.shows, 'received');
  });
}

test('a press that waits goes out when the person who pressed signs in again', async () => {
  const { world, tab, server } = await handedOn((tab) => tab.signedIn());
  server.user = 'ada';
  tab.signedIn();
  await world.pass(3_000);
  assert.equal(tab.shows, 'received');
  assert.equal([...server.stored.values()][0].owner, 'ada');
});

test('pressed signed out on a phone that nobody has used, it goes out when somebody signs in in that tab, and is asked about everywhere else', async () => {
  const { world, tab, server } = await phone((world) => (world.server.user = null));
  press(tab);
  await world.pass(2_000);
  assert.equal(tab.shows, 'out');
  tab.alive = false;
  // Another tab, in which somebody signs in.
  const other = world.open();
  await world.pass(500);
  server.user = 'bob';
  other.signedIn();
  await world.pass(20_000);
  assert.equal(other.asks, 'other');
  world.worker.sync();
  await world.pass(20_000);
  assert.equal(server.stored.size, 0);
  // The tab that was pressed, loaded again for its sign-in.
  server.user = null;
  const again = world.open(tab);
  await world.pass(1_000);
  assert.equal(again.shows, 'out');
  server.user = 'ada';
  again.signedIn();
  await world.pass(3_000);
  assert.deepEqual([...server.stored.values()].map(({ owner }) => owner), ['ada']);
});

test('pressed signed out, it waits for whoever was signed in last', async () => {
  const { world, tab, server } = await phone();
  server.user = null;
  press(tab);
  await world.pass(3_000);
  assert.equal(tab.shows, 'out');
  server.user = 'bob';
  tab.signedIn();
  await world.pass(3_000);
  assert.equal(tab.asks, 'other');
  server.user = 'ada';
  tab.signedIn();
  await world.pass(3_000);
  assert.equal(tab.shows, 'received');
  assert.equal(server.stored.size, 1);
});

test('full stores hide nothing: who is signed out is told so, and a press goes out', async () => {
  const full = new Proxy({}, { set() { throw new Error('QuotaExceededError'); }, get() { throw new Error('SecurityError'); } });
  const { world, tab, server } = await phone((world) => {
    world.localStorage = full;
    world.server.user = null;
  });
  assert.equal(tab.element('press-signed-out').hidden, false);
  server.user = 'ada';
  tab.signedIn();
  await world.pass(500);
  assert.equal(tab.element('press-signed-out').hidden, true);
  press(tab);
  await world.pass(2_000);
  assert.equal(tab.shows, 'received');
});
