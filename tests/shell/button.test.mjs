// The button, the clock, and what else the page shows of a press.
import assert from 'node:assert/strict';
import test from 'node:test';
import { MINUTE, keys, phone, press } from './model/phone.mjs';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

for (const [set, by] of [['back', -60 * MINUTE], ['forth', 60 * MINUTE]]) {
  test(`a clock that is set ${set} stops neither the button nor the countdown`, async () => {
    const { world, tab, server } = await phone();
    press(tab);
    await world.pass(5_000);
    assert.equal(tab.shows, 'received');
    world.clockAhead += by;
    tab.tap();
    assert.equal(tab.shows, 'counting');
    world.clockAhead += by;
    await world.pass(2_500);
    assert.equal(tab.shows, 'counting');
    await world.pass(2_000);
    assert.equal(tab.shows, 'received');
    assert.equal(server.stored.size, 2);
  });
}

test('a key is a UUID, on phones whose browser makes none', async () => {
  const { world, tab, server } = await phone();
  assert.equal(tab.window.crypto.randomUUID, undefined);
  press(tab);
  await world.pass(2_000);
  assert.match(keys(server)[0], UUID);
});

test('a hold that slid off the button does not swallow the next touch', async () => {
  const { world, tab, server } = await phone();
  tab.hold();
  await world.pass(1_100);
  tab.slideOff();
  await world.pass(6_000);
  assert.equal(tab.shows, 'received');
  tab.tap();
  assert.equal(tab.shows, 'counting');
  await world.pass(5_000);
  assert.equal(server.stored.size, 2);
});

test('the click that ends a hold is not a second touch', async () => {
  const { world, tab, server } = await phone();
  world.network = 'down';
  tab.hold();
  await world.pass(5_000);
  tab.letGo();
  tab.tap();
  await world.pass(100);
  assert.equal(tab.shows, 'sending');
  world.network = 'good';
  await world.pass(20_000);
  assert.equal(server.stored.size, 1);
});

test('kinds of help that may not be asked for are not drawn, and never asked for', async () => {
  const { world, tab, server } = await phone((world) => (world.server.config = { armingSeconds: 3, responseTypes: [2] }));
  assert.deepEqual(tab.kinds.map(({ parentElement }) => parentElement.hidden), [true, false]);
  press(tab);
  await world.pass(2_000);
  assert.equal(JSON.parse(server.posts[0].body).responseTypeId, 2);
});

test('a server that does not say which kinds there are allows all', async () => {
  const { tab } = await phone();
  assert.deepEqual(tab.kinds.map(({ parentElement }) => parentElement.hidden), [false, false]);
});

test('after ten seconds unsent the telephone comes first, also after a reload', async () => {
  const { world, tab } = await phone();
  world.network = 'down';
  press(tab);
  await world.pass(9_000);
  assert.equal(tab.shows, 'sending');
  await world.pass(2_000);
  assert.equal(tab.shows, 'late');
  world.kill();
  const next = world.open();
  await world.pass(300);
  assert.equal(next.shows, 'late');
});

test('the time at which a person saw the call is told by the phone\'s own clock, as the other times are', async () => {
  const { world, tab, server } = await phone((world) => (world.clockAhead -= 10 * MINUTE));
  press(tab);
  await world.pass(2_000);
  server.callouts[0].acknowledgedAt = Date.UTC(2026, 5, 1) + world.now;
  await world.pass(12_000);
  const said = Date.parse(tab.element('press-acknowledged').lastElementChild.textContent);
  assert.ok(Math.abs(said - (server.callouts[0].acknowledgedAt - 10 * MINUTE)) < 2_000);
});
