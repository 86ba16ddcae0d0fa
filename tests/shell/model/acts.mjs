// What a person does with the phone, and what happens to it; the likelier ones more than once.
import { ILLNESSES } from './disk.mjs';
import { MOODS } from './server.mjs';
import { NETWORKS } from './world.mjs';

export const ACTS = [
  ...Array(4).fill((history, tab) => tab && (history.told.push('tap'), history.touch(tab, () => tab.tap()))),
  (history, tab) => tab && (history.told.push('tap in all tabs'), history.touch(tab, () => history.world.living.forEach((tab) => tab.tap()))),
  async (history, tab) => {
    if (!tab) return;
    history.told.push('hold');
    history.touch(tab, () => tab.hold());
    await history.world.pass(1_100);
    if (history.world.roll() < 0.5) tab.letGo();
    else tab.slideOff();
  },
  async (history, tab) => {
    if (tab?.record?.state !== 'counting') return;
    history.told.push('cancel');
    const press = history.presses.get(tab.record.press);
    tab.cancel();
    await history.world.pass(60);
    // One more press on a callout that was cancelled leaves the callout as it was.
    if (press && tab.record?.press === press.id && ['over', 'received'].includes(tab.record.state)) press.cancelled = true;
  },
  (history, tab) => {
    if (!tab) return;
    history.told.push(tab.visible ? 'hide' : 'show');
    if (tab.visible) tab.hide();
    else tab.show();
  },
  (history, tab) => tab && (history.told.push('close'), tab.close()),
  (history) => (history.told.push('kill'), history.world.kill()),
  ...Array(2).fill((history) => {
    if (history.world.living.length > 1) return;
    history.told.push('open');
    history.world.open(history.world.roll() < 0.3 ? history.world.tabs.find((tab) => !tab.alive) : undefined);
  }),
  ...Array(2).fill(({ world, told }) => {
    world.network = NETWORKS[world.between(0, NETWORKS.length)];
    told.push(`network: ${world.network}`);
    if (world.network === 'good') world.living.forEach((tab) => tab.fire('online'));
  }),
  ...Array(3).fill(({ world, told }) => {
    world.disk.become(ILLNESSES[world.between(0, ILLNESSES.length)]);
    told.push(`disk: ${world.disk.illness}`);
  }),
  ...Array(2).fill(({ world, told }) => {
    world.server.mood = MOODS[world.between(0, MOODS.length)];
    told.push(`server: ${world.server.mood}`);
  }),
  ({ world, told, sessions }) => {
    told.push('sign out');
    world.server.user = null;
    sessions.push({ at: world.now, user: null });
  },
  // Nobody signs in without a network.
  ...Array(2).fill((history, tab) => tab && ['good', 'doubles', 'slow'].includes(history.world.network) && history.signIn(tab, history.world.roll() < 0.6 ? 'ada' : 'bob')),
  ({ world, told }) => {
    const step = world.roll() < 0.5 ? 200_000 : 90 * 60_000, by = world.between(-step, step);
    world.clockAhead += by;
    told.push(`clock set by ${by} ms`);
  },
  ({ world, told }) => (told.push('sync'), world.worker.sync()),
  ({ world, told }) => {
    const callout = world.server.callouts[world.server.callouts.length - 1];
    if (!callout) return;
    told.push('a person sees the call');
    callout.acknowledgedAt ??= world.wall;
  },
  ({ world, told }) => {
    const callout = world.server.callouts[world.server.callouts.length - 1];
    if (!callout) return;
    told.push('the callout is closed');
    callout.isClosed = true;
  },
  ...Array(2).fill((history, tab) => tab?.shows === 'ask' && history.answer(tab, history.world.roll() < 0.5)),
];
