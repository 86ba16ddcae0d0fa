// The resident's journey (sign in, press, receipts, tracking, soft cancel) in each engine, against the real server.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { BROWSERS, HOME, LOCATED } from './browsers.mjs';
import { PASSWORD, Server, waitFor } from './server.mjs';

const RESIDENT = 'resident@demo.example';
const CONTROLLER = 'controller@demo.example';
/** Ten seconds between two reports, and some time for the request. */
const ONE_POLL = 25;

const html = readFileSync(new URL('../../index.html', import.meta.url), 'utf8');

/** The alarm's words, from `index.html`. */
function word(name) {
  const text = new RegExp(`data-word="${name}"[^>]*>([^<]+)<`).exec(html)?.[1];
  assert.ok(text, `index.html has no data-word="${name}"`);
  return text.replaceAll('&#39;', "'");
}

/** How many receipts have a time. */
const TIMED_ITEMS =
  '[...document.querySelectorAll("li")].filter((item) => /\\d\\d:\\d\\d:\\d\\d/.test(item.textContent)).length';

async function callout(server) {
  const [open] = await server.call(RESIDENT, 'GET', '/callouts?active=true');
  return open;
}

async function control(server, id, step, body = {}) {
  await server.call(CONTROLLER, 'POST', `/control/callouts/${id}/${step}`, body);
}

for (const [engine, launch] of Object.entries(BROWSERS)) {
  describe(engine, () => {
    let server, page;

    before(async () => {
      server = await Server.start();
      page = await launch(server.origin);
    });

    after(async () => {
      await page?.close();
      server?.stop();
    });

    test('a resident signs in over plain HTTP on this machine and stays signed in', async () => {
      await page.open(`${server.origin}/sign-in`);
      await page.fill('E-mail address', RESIDENT);
      await page.fill('Password', PASSWORD);
      await page.click('button', 'Sign in');
      await page.see('button', word('alarm'));
      await page.reload();
      await page.see('button', word('alarm'));
      assert.equal(await page.evaluate('document.cookie'), '', 'scripts see no cookie');
    });

    test('one press makes one callout, and each receipt appears', async () => {
      await page.click('button', word('alarm'));
      await page.see('heading', word('counting'));
      await page.click('button', word('now'));
      await waitFor('the callout is on the server', () => callout(server));
      await page.see('heading', 'has arrived');
      // Saved, sending, received. Once the app runs, it hides them behind its own words.
      await waitFor('three receipts with their times', async () => (await page.evaluate(TIMED_ITEMS)) >= 3);
      assert.equal((await server.call(RESIDENT, 'GET', '/callouts?active=true')).length, 1);
    });

    test('the phone shows the acknowledgement and the dispatch', async () => {
      const { id } = await callout(server);
      await control(server, id, 'acknowledge');
      await page.see('heading', word('acknowledged'), ONE_POLL);
      const vehicles = await server.call(CONTROLLER, 'GET', '/control/responders');
      await control(server, id, 'dispatch', { responderId: vehicles.find((one) => one.available).id });
      await page.see('heading', 'Help is on the way', ONE_POLL);
    });

    test('the phone reports until the close, with its position if it has one', async () => {
      const { id } = await callout(server);
      const detail = () => server.call(RESIDENT, 'GET', `/callouts/${id}?shouldIncludeEvents=true`);
      if (LOCATED.includes(engine)) {
        const place = await waitFor('the place', async () => (await detail()).calloutlocations?.at(-1), ONE_POLL);
        assert.ok(Math.abs(Number(place.latitude) - HOME.latitude) < 0.001, JSON.stringify(place));
        assert.ok(Math.abs(Number(place.longitude) - HOME.longitude) < 0.001, JSON.stringify(place));
      }
      await page.reload();
      await page.see('heading', 'Help is on the way', ONE_POLL);
    });

    test('a soft cancel informs the control room and stops nothing else', async () => {
      const { id } = await callout(server);
      await page.click('button', 'I am safe now');
      await page.click('button', 'Yes, I am safe');
      const stored = () => server.call(RESIDENT, 'GET', `/callouts/${id}`);
      await waitFor('the soft cancel is on the server', async () => (await stored()).cancelledByCustomer, ONE_POLL);
      assert.notEqual((await stored()).status, 'closed');
      await page.see('text', 'You said that you are safe', ONE_POLL);
    });
  });
}
