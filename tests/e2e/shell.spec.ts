// The press through thousands of random histories, with the shell and the service worker as they stand: tabs opened, closed,
// hidden and killed, answers lost, doubled and late, clocks set, sign-outs. No browser, and no time passes.
import { expect, test } from '@playwright/test';
import { type Press, type Tab } from './model/tab';
import { type Network, World, dice } from './model/world';

const HISTORIES = Number(process.env.TOCSIN_HISTORIES ?? 400);
const NETWORKS: Network[] = ['good', 'down', 'loses answers', 'doubles', 'slow', 'fails'];
/** A second tap so soon is the same press. */
const SAME_PRESS = 1_000;

interface Lived {
  world: World;
  told: string[];
  /** How many presses a person would say that they made. */
  presses: number;
  cancelled: Set<string>;
}

/** What everybody knows of the press: the newest that any living tab shows, or that is on the disk. */
function known(world: World): Press | undefined {
  return (world.living.map((tab) => tab.record).find(Boolean) ?? world.disk) as Press | undefined;
}

async function live(seed: number): Promise<Lived> {
  const roll = dice(seed);
  const world = new World(roll);
  const lived: Lived = { world, told: [], presses: 0, cancelled: new Set() };
  const { told } = lived;
  let lastTap = -SAME_PRESS;
  const press = (tab: Tab, how: (tab: Tab) => void) => {
    const before = known(world);
    how(tab);
    const open = before && ['counting', 'sending'].includes(before.state);
    if (!open && world.now - lastTap > SAME_PRESS) lived.presses += 1;
    lastTap = world.now;
  };
  world.open();
  await world.pass(200);
  const steps = world.between(3, 16);
  for (let step = 0; step < steps; step += 1) {
    const tab = world.living[world.between(0, world.living.length)];
    const what = world.between(0, 16);
    if (what < 4 && tab) {
      told.push('tap');
      press(tab, (tab) => tab.tap());
    } else if (what === 4 && tab) {
      told.push('tap in all tabs');
      press(tab, () => world.living.forEach((tab) => tab.tap()));
    } else if (what === 5 && tab) {
      told.push('hold');
      press(tab, (tab) => tab.hold());
      await world.pass(1_100);
      tab.letGo();
    } else if (what === 6 && tab?.record?.state === 'counting') {
      told.push('cancel');
      const { id } = tab.record;
      tab.cancel();
      await world.pass(60);
      const kept = world.disk as Press | undefined;
      if (kept?.id !== id || kept.state === 'over') lived.cancelled.add(id);
    } else if (what === 7 && tab) {
      told.push(tab.visible ? 'hide' : 'show');
      if (tab.visible) tab.hide();
      else tab.show();
    } else if (what === 8 && tab) {
      told.push('close');
      tab.close();
    } else if (what === 9) {
      told.push('kill');
      world.kill();
    } else if (what === 10 && world.living.length < 2) {
      told.push('open');
      world.open();
    } else if (what === 11 || what === 12) {
      world.network = NETWORKS[world.between(0, NETWORKS.length)];
      told.push(`network: ${world.network}`);
      if (world.network === 'good') world.living.forEach((tab) => tab.online());
    } else if (what === 13) {
      world.signedIn = !world.signedIn;
      told.push(world.signedIn ? 'sign in' : 'sign out');
      if (world.signedIn) world.living.forEach((tab) => tab.signedIn());
    } else if (what === 14) {
      world.clockAhead += world.between(-200_000, 200_000);
      told.push('set the clock');
    } else if (what === 15) {
      told.push('sync');
      world.worker.sync();
    }
    const wait = world.roll() < 0.6 ? world.between(0, 1_500) : world.between(1_500, 30_000);
    told.push(`${wait} ms`);
    await world.pass(wait);
  }
  return lived;
}

/** The network is well again, and nobody touches anything: a page that lies open tries for as long as it lives. */
async function leaveAlone({ world, told }: Lived): Promise<boolean> {
  told.push('the network is good');
  world.network = 'good';
  await world.pass(40_000);
  if (!world.signedIn || world.living.some((tab) => tab.shows === 'ask')) return true;
  return world.living.every((tab) => tab.record?.state !== 'sending');
}

/** Everything is well again, and somebody looks at the page. */
async function recover({ world, told }: Lived): Promise<Tab> {
  told.push('all is well');
  world.network = 'good';
  world.signedIn = true;
  const tab = world.living[0] ?? world.open();
  await world.pass(200);
  tab.show();
  tab.signedIn();
  await world.pass(200);
  if (tab.shows === 'ask') tab.answer(true);
  await world.pass(40_000);
  return tab;
}

test(`one press makes one callout, whatever happens: ${HISTORIES} random histories`, async () => {
  test.setTimeout(60_000 + HISTORIES * 500);
  const first = Number(process.env.TOCSIN_SEED ?? 1);
  for (let seed = first; seed < first + HISTORIES; seed += 1) {
    const lived = await live(seed);
    const { world } = lived;
    const story = () => `TOCSIN_SEED=${seed} TOCSIN_HISTORIES=1: ${lived.told.join(', ')}`;
    for (const id of lived.cancelled) expect(world.stored.has(id), `sent though it was cancelled: ${story()}`).toBe(false);
    expect(await leaveAlone(lived), `not sent by a page that lies open: ${story()}`).toBe(true);
    const tab = await recover(lived);
    expect(world.wrong, story()).toEqual([]);
    expect(world.stored.size, `callouts for ${lived.presses} presses: ${story()}`).toBeLessThanOrEqual(lived.presses);
    const saved = new Set(world.tabs.flatMap((tab) => [...tab.calledSaved]));
    for (const id of saved) {
      if (lived.cancelled.has(id)) continue;
      expect(world.stored.has(id) || replaced(world, id), `called saved, and not sent: ${story()}`).toBe(true);
    }
    if (tab.record?.state === 'received') expect(world.stored.has(tab.record.id), `called received, and is not: ${story()}`).toBe(true);
  }
});

/** A press that was cancelled at the last moment is over without a callout; nothing else may be. */
function replaced(world: World, id: string): boolean {
  const record = world.disk as Press | undefined;
  return record?.id === id && record.state === 'over';
}
