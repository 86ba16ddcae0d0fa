// The resident's map: it appears when somebody is on the way or the resident opens it, and everything works without it.
import type { Page } from '@playwright/test';
import { expect, expectAccessible, newestCallout, press, test } from './harness/test';

const ONE_POLL = { timeout: 13_000 };

/** Every URL that the page requests from now on. */
function asked(page: Page): string[] {
  const paths: string[] = [];
  page.on('request', (request) => paths.push(request.url()));
  return paths;
}

function mark(page: Page, words: string | RegExp) {
  return page.locator('.map__label').filter({ hasText: words });
}

test('the map is not loaded until the resident opens it, or somebody is on the way', async ({ phone, server, control }) => {
  const paths = asked(phone);
  const loaded = () => paths.filter((path) => /map|leaflet/.test(path));
  await press(phone);
  const callout = await newestCallout(server);
  await expect(phone.getByText('Sent, within 12 m')).toBeVisible();
  expect(loaded()).toEqual([]);
  await phone.getByText('Map', { exact: true }).click();
  await expect(mark(phone, 'You')).toBeVisible(ONE_POLL);
  await expect(phone.locator('.map__circle--person')).toHaveCount(1);
  expect(loaded().filter((path) => path.includes('leaflet.js'))).toHaveLength(1);

  await control.act(callout, 'acknowledge');
  const vehicle = await control.dispatchFirst(callout);
  const callsign = String((vehicle.responder as { callsign?: string } | undefined)?.callsign ?? vehicle.callsign);
  await expect(mark(phone, callsign)).toBeVisible(ONE_POLL);
  await expect(mark(phone, callsign)).toContainText(/sec|now/);
  await expect(phone.locator('.map__route')).toHaveCount(1);
  await expect(phone.locator('.map__mark--vehicle[data-heading]')).toHaveCount(1);
  await expectAccessible(phone, 'the map');
});

test('when somebody is on the way the map opens, and only our own server is called', async ({ phone, server, control }) => {
  const paths = asked(phone);
  await press(phone);
  const callout = await newestCallout(server);
  await control.act(callout, 'acknowledge');
  await control.dispatchFirst(callout);
  await expect(phone.getByRole('heading', { name: 'Help is on the way' })).toBeVisible(ONE_POLL);
  await expect(mark(phone, 'You')).toBeVisible(ONE_POLL);
  expect(paths.filter((path) => !path.startsWith(server.origin))).toEqual([]);
  // It moves with the vehicle, and the page stays responsive.
  await control.act(callout, 'arrive');
  await expect(phone.getByRole('heading', { name: 'Help is here' })).toBeVisible(ONE_POLL);
});

test('without the map library every word is still there', async ({ phone, context, server, control }) => {
  await context.route('**/vendor/**', (route) => route.abort());
  await press(phone);
  const callout = await newestCallout(server);
  await control.act(callout, 'acknowledge');
  await control.dispatchFirst(callout);
  await expect(phone.getByText('Everything it shows stands in words on this page.')).toBeVisible(ONE_POLL);
  await expect(phone.getByText('Number plate')).toBeVisible();
  await expect(phone.locator('.scene__arrival')).toContainText(/min|sec/);
  await control.act(callout, 'arrive');
  await expect(phone.getByRole('heading', { name: 'Help is here' })).toBeVisible(ONE_POLL);
});

test.describe('with tiles of an operator', () => {
  test.use({ serverFlags: ['--map-tiles', 'https://tiles.example/{z}/{x}/{y}.png', '--map-attribution', 'Tile makers'] });

  test('the operator\'s tiles are requested, and no other origin', async ({ phone, context, server, control }) => {
    const foreign: string[] = [];
    await context.route(/^https:\/\/tiles\.example\//, (route) => {
      foreign.push(route.request().url());
      return route.abort();
    });
    await press(phone);
    const callout = await newestCallout(server);
    await control.act(callout, 'acknowledge');
    await control.dispatchFirst(callout);
    // If tiles fail to load, the grid, the marks and the route remain.
    await expect(mark(phone, 'You')).toBeVisible(ONE_POLL);
    await expect.poll(() => foreign.length).toBeGreaterThan(0);
    await expect(phone.getByText('Tile makers')).toBeVisible();
  });
});
