// The state machine alone: events in, state and commands out; and the rule by which two holders of a record agree.
import assert from 'node:assert/strict';
import test from 'node:test';
import { begin, face, step } from '../../public/shell/machine.js';
import { edit, join } from '../../public/shell/record.js';

/** Tells the machine a story: `[type, milliseconds since the one before, more]`; gives its states and its commands. */
function story(...events) {
  let state = Object.freeze(begin()), mono = 100, key = 0;
  const commands = [];
  for (const [type, wait = 0, more = {}] of events) {
    mono += wait;
    const [next, asked] = step(state, { type, mono, wall: 1.8e12 + mono, key: `key-${(key += 1)}`, roll: 0.5, ...more });
    commands.push(...asked.map((command) => command.do));
    // Nothing may be changed behind the back of whoever holds a state.
    state = Object.freeze(next);
    if (state.record) Object.freeze(state.record);
  }
  return { state, commands, shows: face(state, mono) };
}

const signedIn = ['session', 0, { user: 'ada' }];
const empty = ['disk', 0, { value: undefined }];
const tap = ['tap', 0, { wait: 3000, body: '{}' }];

test('no answer of the disk is not the same as no record', () => {
  assert.equal(story(['start']).state.read, undefined);
  assert.equal(story(['start'], empty).state.read, 1);
});

test('a press is saved, and Background Sync is asked for, before it is sent', () => {
  const kept = (state) => ['disk', 5, { value: { ...state.record, fresh: 0 }, wrote: true }];
  const counting = [['start'], empty, signedIn, tap];
  counting.push(kept(story(...counting).state), ['tick', 3000]);
  const before = story(...counting);
  assert.equal(before.shows, 'sending');
  assert.ok(!before.commands.includes('post'), 'not before the disk has it');
  const after = story(...counting, kept(before.state));
  assert.deepEqual(after.commands.filter((command) => ['disk', 'sync', 'post'].includes(command)).slice(-4), ['sync', 'disk', 'post', 'disk']);
});

test('leaving the page while it counts sends at once, without waiting for the disk', () => {
  assert.ok(story(['start'], empty, signedIn, tap, ['leave', 500]).commands.includes('post'));
});

test('a countdown that nobody cancels ends in a request even if the disk never answers', () => {
  assert.ok(story(['start'], signedIn, tap, ['tick', 3000], ['tick', 1500]).commands.includes('post'));
});

const made = story(['start'], empty, signedIn, tap).state.record;
const sent = edit(made, { state: 'sending', sentAt: 1 });
const tried = edit(sent, { tried: 1 });
const received = edit(tried, { state: 'received', callout: 1 });
const cancelled = edit(made, { state: 'over', end: 'cancelled' });
const closed = edit(received, { state: 'over', end: 'closed' });

test('of two states of one press the one that has come further stands, whoever asks', () => {
  const order = [made, sent, tried, received, closed];
  for (const [at, behind] of order.entries()) {
    for (const ahead of order.slice(at)) {
      for (const byMessage of [false, true]) {
        assert.equal(join(behind, ahead, byMessage).state, ahead.state);
        assert.equal(join(ahead, behind, byMessage).state, ahead.state);
      }
    }
  }
});

test('a cancel that the disk has stands against a send that has not left, and not against one that has', () => {
  assert.equal(join(sent, cancelled), cancelled);
  assert.equal(join(tried, cancelled), tried);
});

test('a newer press stands against everything that it was made knowing of, whatever the disk says', () => {
  const newer = { ...made, press: 'newer', id: 'newer', past: [made.press] };
  for (const older of [made, sent, tried, received, cancelled, closed]) {
    assert.equal(join(newer, older), newer);
    assert.equal(join(older, newer), newer);
  }
});

test('a press that knew of none joins the one that waits, and goes on top of one that does not', () => {
  const blind = { ...made, press: 'blind', id: 'blind', past: [] };
  assert.equal(join(blind, made).press, made.press);
  assert.equal(join(blind, made).state, 'sending');
  for (const older of [cancelled, received, closed]) assert.equal(join(blind, older).press, 'blind');
  assert.equal(join(blind, received).before, received);
  const neighbours = { ...blind, user: 'bob' };
  assert.equal(join(neighbours, sent).press, 'blind');
});
