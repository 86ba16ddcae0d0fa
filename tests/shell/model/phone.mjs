// What most stories begin with: a phone, and a press.
import { World, dice } from './world.mjs';

export const MINUTE = 60_000;

/** A phone with one page open, and ada signed in. */
export async function phone(change = () => {}) {
  const world = new World(dice(7));
  change(world);
  const tab = world.open();
  await world.pass(1_000);
  return { world, tab, server: world.server, disk: world.disk };
}

/** Two taps: the second sends at once. */
export function press(tab) {
  tab.tap();
  tab.tap();
}

export const keys = (server) => [...server.stored.values()].map(({ key }) => key);
