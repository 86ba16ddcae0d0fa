// One random history: what a person does with the phone, what happens to the phone, and what must hold at every moment.
import assert from 'node:assert/strict';
import { ACTS } from './acts.mjs';
import { World, dice } from './world.mjs';

/** A second touch so soon is the same press, for a person. */
const SAME_TOUCH = 1_000;
/** The longest that the page may say "Calling for help" and nothing else. */
const PATIENCE = 10_600;
const BUTTON = ['idle', 'counting', 'refused', 'received', 'acknowledged', 'again'];
/** What says that help was not called, with the telephone first, or asks. */
const NOT_SENT = ['late', 'out', 'refused', 'ask'];

/** A press as the person who made it knows it. */
class Press {
  cancelled = false;
  /** A page said "No, I am safe". */
  denied = false;
  /** Whoever was signed in said "yes" to it. */
  yes = new Set();
  /** It was called saved, or a page that holds it has lived to the end. */
  owed = false;

  constructor(tab, record, at, signedIn) {
    /** A tab that is loaded again is the same tab, for a person. */
    this.place = tab.sessionStorage;
    this.tab = tab;
    this.id = record.press;
    this.at = at;
    this.pressedAt = record.pressedAt;
    this.user = record.user;
    /** Who was signed in really since the page was opened, which it may not have known. */
    this.signedIn = signedIn;
  }
}

export class History {
  told = [];
  /** By the name that the record gives them. */
  presses = new Map();
  touches = 0;
  lastTouch = -Infinity;
  sendingSince = new Map();

  constructor(seed) {
    this.seed = seed;
    this.world = new World(dice(seed));
    this.world.onMoment = () => this.#look();
  }

  get story() {
    return `TOCSIN_SEED=${this.seed} TOCSIN_HISTORIES=1: ${this.told.join(', ')}`;
  }

  check(holds, what) {
    if (!holds) assert.fail(`${what}: ${this.story}`);
  }

  storedOf(press) {
    // A press is known by its first key; a reduced one, or one that somebody else confirmed, has another.
    return [...this.world.server.stored.values()].filter(({ key }) => this.keys.get(key) === press.id);
  }

  keys = new Map();
  sessions = [{ at: 0, user: 'ada' }];

  signedInSince(time) {
    const after = this.sessions.findIndex(({ at }) => at > time);
    return this.sessions.slice(Math.max(0, (after < 0 ? this.sessions.length : after) - 1)).map(({ user }) => user);
  }

  /** After every moment. */
  #look() {
    const { world } = this;
    for (const tab of world.living) {
      const { record, shows } = tab;
      if (record?.id && !this.keys.has(record.id)) this.keys.set(record.id, record.press);
      if (record && !this.presses.has(record.press)) this.presses.set(record.press, new Press(tab, record, world.now, this.signedInSince(tab.born)));
      this.#follow(tab);
      this.#honest(tab);
      const since = this.sendingSince.get(tab);
      if (shows !== 'sending') this.sendingSince.delete(tab);
      else if (since?.press !== record.press) this.sendingSince.set(tab, { press: record.press, at: world.now });
      else this.check(world.now - since.at <= PATIENCE || !tab.visible, 'it says "Calling for help" for too long');
      this.check(BUTTON.includes(shows) || NOT_SENT.includes(shows) || shows === 'sending', `the page shows ${shows}`);
    }
  }

  /** A press that meets one that still waits is a second tap on that; what a tab knew to be settled does not wait. */
  #follow(tab) {
    const { record } = tab;
    if (!record) return;
    const settled = (tab.settled ??= new Set()), before = tab.before, isOpen = ['counting', 'sending'].includes(record.state);
    if (!isOpen) settled.add(record.press);
    if (before && before !== record.press && isOpen && !settled.has(before) && !settled.has(record.press)) {
      const press = this.presses.get(before);
      if (press?.tab === tab) press.joined = record.press;
    }
    tab.before = record.press;
  }

  /** Nothing on the screen claims more than is true. */
  #honest(tab) {
    const { world } = this, { record } = tab, { server, disk } = world;
    const mine = record && this.presses.get(record.press);
    if (mine && tab.says('saved')) {
      mine.owed = true;
      const kept = disk.value && this.presses.get(disk.value.press);
      // Once the server has it, another press may have taken its place there. Another tab is told so within moments.
      const isTrue = kept && (kept === mine || kept.at >= mine.at || this.storedOf(mine).length > 0);
      tab.untrueSince = isTrue ? undefined : (tab.untrueSince ?? world.now);
      this.check(isTrue || (kept && world.now - tab.untrueSince < 100), 'it says that the press is saved on this phone, and it is not');
    }
    const callout = server.callouts[record?.callout - 1];
    if (tab.says('received') || tab.shows === 'received' || tab.shows === 'acknowledged') this.check(callout && (this.storedOf({ id: record.press }).length > 0 || server.find(record.id)), 'it says that the call has arrived, and it has not');
    if (tab.says('acknowledged') || tab.shows === 'acknowledged') this.check(callout?.acknowledgedAt, 'it says that a person has seen the call, and nobody has');
    if (tab.saysCancelled) this.check(this.storedOf({ id: record.press }).length === 0, 'it says that nothing was sent, and it was');
  }

  async pass(milliseconds) {
    this.told.push(`${milliseconds} ms`);
    await this.world.pass(milliseconds);
  }

  touch(tab, how) {
    const { world } = this, open = ['counting', 'sending'].includes(tab.record?.state);
    how();
    if (!open && world.now - this.lastTouch > SAME_TOUCH) this.touches += 1;
    this.lastTouch = world.now;
  }

  signIn(tab, user) {
    this.told.push(`${user} signs in`);
    this.world.server.user = user;
    tab.signedIn();
    this.sessions.push({ at: this.world.now, user, place: tab.sessionStorage });
  }

  answer(tab, yes) {
    this.told.push(yes ? 'yes' : 'no');
    const press = this.presses.get(tab.record.press);
    tab.answer(yes);
    // Whoever the page takes the person for who answers.
    if (yes) press?.yes.add(tab.record.user);
    if (!yes && press) press.denied = true;
  }

  async live() {
    const { world, told } = this;
    world.open();
    // Some people press before anything has loaded.
    await this.pass(world.roll() < 0.3 ? 0 : 200);
    const steps = world.between(3, 18);
    for (let step = 0; step < steps; step += 1) {
      const tab = world.living[world.between(0, world.living.length)];
      const act = ACTS[world.between(0, ACTS.length)];
      await act(this, tab);
      await this.pass(world.roll() < 0.6 ? world.between(0, 1_500) : world.between(1_500, 20_000));
    }
    told.push('end of the story');
  }

  /** The network is well again, and nobody touches anything: a page that lies open tries for as long as it lives. */
  async leaveAlone() {
    const { world } = this;
    this.told.push('the network and the server are well');
    world.network = 'good';
    world.server.mood = 'takes';
    await this.pass(45_000);
    if (!world.server.user) return;
    for (const tab of world.living) this.check(tab.record?.state !== 'sending' || tab.shows === 'ask', 'a page that lies open does not send');
  }

  /** Everything is well again but, in some histories, the disk; and the person who pressed looks at the page. */
  async recover() {
    const { world } = this;
    if (world.roll() < 0.7) {
      this.told.push('the disk is well');
      world.disk.become('good');
    }
    // A page that lives has what no disk has; and what only an ill disk has, nobody can send.
    const isWell = world.disk.illness === 'good';
    for (const press of this.presses.values()) press.owed = press.tab.alive || (press.owed && isWell);
    const tab = world.living[world.living.length - 1] ?? world.open();
    await this.pass(200);
    tab.show();
    for (const user of ['ada', 'bob']) {
      this.signIn(tab, user);
      await this.pass(3_000);
      for (const tab of world.living) if (tab.shows === 'ask' && tab.record.user === user) this.answer(tab, true);
      await this.pass(12_000);
    }
    for (const tab of world.living) if (tab.shows === 'ask') this.answer(tab, true);
    await this.pass(20_000);
    return tab;
  }

  /** What must hold in the end. */
  judge(tab) {
    const { world } = this, { server } = world;
    this.check(server.wrong.length === 0, server.wrong.join());
    this.check(tab.record?.state !== 'sending' && tab.record?.state !== 'counting', 'it is still on its way');
    const newest = world.living.map(({ record }) => this.presses.get(record?.press)).filter(Boolean);
    for (const press of this.presses.values()) {
      const stored = this.storedOf(press);
      const legit = (owner) => press.yes.has(owner) || (press.user ? press.user === owner : press.signedIn.includes(owner) || this.sessions.some(({ user, place }) => user === owner && place === press.place));
      for (const { owner } of stored) this.check(legit(owner), `a press of ${press.user} went out as ${owner}, unasked`);
      if (press.cancelled && !world.disk.wasIll) this.check(stored.length === 0, 'it was sent though it was cancelled');
      if (!press.owed || press.cancelled || press.denied || stored.length > 0) continue;
      const joined = this.presses.get(press.joined);
      if (joined && (joined.cancelled || joined.denied || this.storedOf(joined).length > 0)) continue;
      const isReplaced = newest.some((other) => other !== press && other.at >= press.at);
      const isShown = world.living.some((tab) => tab.shows === 'refused' && tab.record.press === press.id);
      this.check(isReplaced || isShown, `a press at ${press.at} is neither sent nor shown as not sent, but as ${tab.shows}`);
    }
    const callouts = new Set([...server.stored.values()].map(({ callout }) => callout));
    // Tabs that no disk puts into an order may each send, and the server makes one callout of it.
    const answers = [...this.presses.values()].reduce((sum, press) => sum + press.yes.size, 0);
    // A press of nobody known may have gone out for whoever was signed in, and then for whoever signs in in its tab.
    const unknown = [...this.presses.values()].filter(({ user }) => !user).length;
    this.check(callouts.size <= (world.disk.wasIll ? this.presses.size : this.touches) + answers + unknown, `${callouts.size} callouts for ${this.touches} presses`);
    if (!world.disk.wasIll) this.check(server.stored.size <= this.touches + server.refused + answers + unknown, `${server.stored.size} keys for ${this.touches} presses`);
    for (const each of world.tabs) this.check(each.errors.length === 0, each.errors.join());
  }
}

export async function live(seed) {
  const history = new History(seed);
  await history.live();
  await history.leaveAlone();
  history.judge(await history.recover());
  return history;
}
