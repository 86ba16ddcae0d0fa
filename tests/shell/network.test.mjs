// Refusals, time-outs, Background Sync: what becomes of a press on its way.
import assert from 'node:assert/strict';
import test from 'node:test';
import { MINUTE, keys, phone, press } from './model/phone.mjs';

test('a refused press goes out once more, reduced, under another key', async () => {
  const { world, tab, server } = await phone();
  tab.kinds[0].checked = false;
  tab.kinds[1].checked = true;
  server.mood = 'refuses details';
  press(tab);
  await world.pass(3_000);
  const [first, second] = server.posts;
  assert.equal(JSON.parse(first.body).responseTypeId, 2);
  assert.deepEqual(Object.keys(JSON.parse(second.body)), ['pressedAt']);
  assert.notEqual(first.key, second.key);
  assert.equal(second.status, 201);
  assert.equal(tab.shows, 'received');
  assert.equal(server.posts.length, 2);
});

test('a press that is refused twice is shown as not sent, with the button, also after a reload; and the next one goes out', async () => {
  const { world, tab, server } = await phone();
  server.mood = 'refuses';
  press(tab);
  await world.pass(3_000);
  assert.equal(tab.shows, 'refused');
  await world.pass(5 * MINUTE);
  assert.equal(server.posts.length, 2, 'it is not repeated for ever');
  tab.close();
  const next = world.open();
  await world.pass(500);
  assert.equal(next.shows, 'refused');
  server.mood = 'takes';
  press(next);
  await world.pass(2_000);
  assert.equal(next.shows, 'received');
  assert.equal(server.stored.size, 1);
});

for (const mood of ['fails', 'still storing', 'too many', 'portal']) {
  test(`an answer that passes (${mood}) refuses nothing: the same key goes out until it is taken`, async () => {
    const { world, tab, server } = await phone();
    server.mood = mood;
    press(tab);
    await world.pass(11_000);
    assert.equal(tab.shows, 'late');
    assert.equal(new Set(server.posts.map(({ key }) => key)).size, 1);
    server.mood = 'takes';
    await world.pass(20_000);
    assert.equal(tab.shows, 'received');
    assert.equal(server.stored.size, 1);
  });
}

test('Background Sync is asked for before any try ends: closed on a network that hangs, the worker sends it', async () => {
  const { world, tab, server } = await phone();
  world.network = 'hangs';
  press(tab);
  await world.pass(500);
  assert.equal(tab.shows, 'sending');
  assert.ok(world.worker.isWanted);
  tab.close();
  await world.pass(1_000);
  world.network = 'good';
  world.worker.sync();
  await world.pass(3_000);
  assert.equal(server.stored.size, 1);
  assert.equal(world.disk.value.state, 'received');
});

test('the worker reduces a refused press too, and a page that is opened then says that it was not sent', async () => {
  const { world, tab, server } = await phone();
  world.network = 'hangs';
  press(tab);
  await world.pass(500);
  tab.close();
  world.network = 'good';
  server.mood = 'refuses';
  world.worker.sync();
  await world.pass(3_000);
  assert.equal(server.posts.length, 2);
  assert.equal(world.worker.isWanted, false);
  const next = world.open();
  await world.pass(500);
  assert.equal(next.shows, 'refused');
});

test('heartbeats that hang do not pile up, and a press does not wait for them', async () => {
  const { world, tab, server } = await phone();
  press(tab);
  await world.pass(2_000);
  world.network = 'hangs';
  let most = 0;
  world.onMoment = () => void (most = Math.max(most, world.underWay.filter(({ path }) => path.includes('location')).length));
  await world.pass(5 * MINUTE);
  assert.equal(most, 1);
  await world.pass(9_900);
  press(tab);
  await world.pass(50);
  assert.deepEqual(world.underWay.map(({ path }) => path), ['/api/callouts']);
  world.network = 'good';
  await world.pass(20_000);
  assert.equal(tab.shows, 'received');
  assert.equal(server.stored.size, 2);
});

test('every request ends: the session, and a press, which is then sent again', async () => {
  const { world, tab } = await phone((world) => (world.network = 'hangs'));
  assert.deepEqual(world.underWay.map(({ path }) => path), ['/api/session']);
  await world.pass(8_000);
  assert.deepEqual(world.underWay, []);
  press(tab);
  await world.pass(500);
  const [first] = world.underWay.filter(({ path }) => path === '/api/callouts');
  await world.pass(15_500);
  const again = world.underWay.filter(({ path }) => path === '/api/callouts');
  assert.equal(again.length, 1);
  assert.notEqual(again[0], first);
});

test('what is told of an earlier callout says nothing of the press that was made since', async () => {
  const { world, tab, server } = await phone();
  press(tab);
  await world.pass(2_000);
  server.callouts[0].isClosed = true;
  await world.pass(12_000);
  press(tab);
  await world.pass(2_000);
  assert.equal(tab.record.callout, 2);
  tab.window.tocsin.seen(1, world.wall, false);
  assert.equal(tab.shows, 'received');
  tab.window.tocsin.seen(1, NaN, true);
  assert.equal(tab.shows, 'received');
  tab.window.tocsin.seen(2, world.wall, false);
  assert.equal(tab.shows, 'acknowledged');
});
