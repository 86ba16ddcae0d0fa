// Disks of phones that are full, break, hang and come back: help is called, and nothing older comes back.
import assert from 'node:assert/strict';
import test from 'node:test';
import { ILLNESSES } from './model/disk.mjs';
import { phone, press } from './model/phone.mjs';

/** What the disk holds before anybody presses, each made by the shell itself. */
const EARLIER = {
  nothing: async () => {},
  'a press that was cancelled': async ({ world, tab }) => {
    tab.tap();
    await world.pass(100);
    tab.cancel();
    await world.pass(100);
    assert.equal(world.disk.value.state, 'over');
  },
  'a call that has arrived and was seen': async ({ world, tab, server }) => {
    press(tab);
    await world.pass(2_000);
    server.callouts[0].acknowledgedAt = world.wall;
    await world.pass(15_000);
    assert.equal(tab.shows, 'acknowledged');
    assert.ok(world.disk.value.acknowledgedAt);
  },
  'a press as not sent, though it has arrived': async ({ world, tab, disk }) => {
    press(tab);
    while (disk.value?.state !== 'sending') await world.pass(1);
    disk.become('commit aborts');
    await world.pass(2_000);
    assert.equal(tab.shows, 'received');
    assert.equal(disk.value.state, 'sending');
  },
  'a callout that is closed': async ({ world, tab, server }) => {
    press(tab);
    await world.pass(2_000);
    server.callouts[0].isClosed = true;
    await world.pass(15_000);
    assert.equal(world.disk.value.end, 'closed');
  },
};

for (const illness of ILLNESSES.filter((illness) => illness !== 'good')) {
  for (const [earlier, make] of Object.entries(EARLIER)) {
    test(`help is called when the disk is ill (${illness}) and holds ${earlier}, and the screen never says otherwise`, async () => {
      const all = await phone(), { world, tab, server, disk } = all;
      await make(all);
      const before = server.posts.length;
      disk.become(illness);
      await world.pass(4_000);
      tab.tap();
      const id = tab.record.press;
      world.onMoment = () => {
        const arrived = server.posts.some(({ key }) => key === id);
        assert.ok(['counting', 'sending'].includes(tab.shows) || (arrived && ['received', 'acknowledged'].includes(tab.shows)), tab.shows);
        if (tab.says('saved')) assert.equal(disk.value?.press, id, 'it says that it is saved');
      };
      // A disk that comes and goes must not bring the older record back.
      for (let second = 0; second < 6; second += 1) {
        tab.show();
        await world.pass(1_000);
      }
      assert.equal(tab.record.press, id);
      assert.equal(tab.record.state, 'received');
      assert.deepEqual([...new Set(server.posts.slice(before).map(({ key }) => key))], [id], 'one key');
      disk.become('good');
      await world.pass(40_000);
      assert.equal(disk.value.press, id, 'a disk that is well again gets it');
      assert.equal(disk.value.state, 'received');
      assert.ok(tab.says('saved'));
    });
  }
}

test('a page that is opened again while the disk is ill shows the button, and its press is not taken for an older one', async () => {
  const { world, tab, server, disk } = await phone();
  press(tab);
  await world.pass(2_000);
  tab.close();
  disk.become('slow');
  const next = world.open();
  await world.pass(100);
  assert.equal(next.shows, 'idle');
  next.tap();
  const id = next.record.press;
  await world.pass(20_000);
  assert.equal(next.record.press, id);
  assert.equal(server.posts.length, 2);
});

for (const illness of ['hangs', 'slow', 'does not open']) {
  test(`without an answer of the disk (${illness}) the countdown runs, and can be cancelled`, async () => {
    const { world, tab, server } = await phone((world) => world.disk.become(illness));
    tab.tap();
    for (let tenth = 0; tenth < 29; tenth += 1) {
      assert.equal(tab.shows, 'counting');
      await world.pass(100);
    }
    assert.equal(server.posts.length, 0);
    tab.cancel();
    await world.pass(10_000);
    assert.equal(server.posts.length, 0);
    assert.equal(tab.shows, 'idle');
    tab.tap();
    await world.pass(6_000);
    assert.equal(server.posts.length, 1);
  });
}
