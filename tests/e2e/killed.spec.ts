// The browser dies during the press. What was "saved on this phone" is kept; nothing is sent twice.
import { setTimeout as sleep } from 'node:timers/promises';
import { KillableBrowser } from './harness/browser';
import { KNOWN_USER, RESIDENT, alarm, expect, signIn, test } from './harness/test';

/** `script/bench faults` runs more of them, without other tests. */
const TIMES = Number(process.env.TOCSIN_FAULTS ?? 1);
/** From here on the press must be on disk. Beside other tests on the same cores the disk may take longer than 50 ms. */
const ON_DISK = process.env.TOCSIN_FAULTS ? 50 : 200;

// A trace would be written by the browser that is killed.
test.use({ trace: 'off', screenshot: 'off' });

for (const after of [0, 50, 200, 1000]) {
  for (let time = 1; time <= TIMES; time += 1) {
    test(`killed ${after} ms after the tap, the press is sent when the browser opens again (${time} of ${TIMES})`, async ({ server }) => {
      const browser = new KillableBrowser();
      try {
        const before = await browser.open();
        await signIn(before, server, RESIDENT);
        const page = await before.newPage();
        await page.goto(server.origin);
        await expect(alarm(page)).toBeVisible();
        // The shell's database and its account must be known, as after looking at the page for a second.
        await page.evaluate('tocsin.db');
        await expect.poll(() => page.evaluate(KNOWN_USER)).toBeTruthy();
        await page.evaluate("document.getElementById('press-alarm').click()");
        await sleep(after);
        await browser.kill();

        const again = await browser.open();
        await signIn(again, server, RESIDENT);
        const next = await again.newPage();
        await next.goto(server.origin);
        await expect(next.locator('#press')).toBeVisible();
        const kept = await next.evaluate('tocsin.db.then((base) => new Promise((done) => { const ask = base.transaction("press").objectStore("press").get(0); ask.onsuccess = () => done(!!ask.result); }))');
        if (after >= ON_DISK) expect(kept, 'the press was on disk').toBe(true);
        if (kept) await expect.poll(() => server.count('SELECT count(*) FROM callout')).toBe(1);
        // Any duplicate would have been sent by then.
        await sleep(3_000);
        expect(server.count('SELECT count(*) FROM callout')).toBe(kept ? 1 : 0);
      } finally {
        await browser.dispose();
      }
    });
  }
}
