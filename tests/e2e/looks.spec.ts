// What holds on every page: nothing scrolls sideways on the narrowest phone, with text of twice the size, or because of a name
// without a space; and the words on a map can be read.
import { execFileSync } from 'node:child_process';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { Api, ControlRoom } from './harness/control';
import { OFFICER, Officer, SECOND_OFFICER } from './harness/office';
import type { Server } from './harness/server';
import { CONTROLLER, HOME, expect, newestCallout, signIn, test } from './harness/test';

const LONG = 'Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafe';

const PAGES: Record<string, readonly string[]> = {
  resident: ['/', '/me', '/assistance', '/notifications', '/televisions', '/drill'],
  officer: ['/staff/tray', '/staff/compose', '/staff/messages', '/staff/visits', '/staff/device', '/staff/links'],
  admin: [
    '/staff/providers', '/staff/providers/9', '/staff/providers/new', '/staff/providers/files', '/staff/coverage', '/staff/deliveries',
    '/staff/accounts', '/staff/accounts?account=new', '/staff/escalation', '/staff/addresses', '/staff/clients', '/staff/services', '/staff/templates', '/staff/governance',
  ],
  controller: ['/staff/control', '/staff/control/1', '/staff/control/vehicles'],
  // Whose callout is open.
  neighbour: ['/'],
};

/** People, vehicles and companies with names that no line holds. */
function nameAtLength(server: Server): void {
  execFileSync('sqlite3', ['-cmd', '.timeout 5000', server.database, [
    `UPDATE "user" SET name = '${LONG}' WHERE email IN ('neighbour@demo.example', 'officer2@demo.example')`,
    `UPDATE "user" SET email = '${LONG.toLowerCase()}@demo.example' WHERE email = 'supporter@demo.example'`,
    `UPDATE supplier SET name = '${LONG}' WHERE id = (SELECT min(id) FROM supplier)`,
    `UPDATE assistance_provider SET name = '${LONG}' WHERE id = 9`,
  ].join('; ')]);
}

/** An open callout with words without a space, and a notification with them. */
async function writeAtLength(server: Server): Promise<void> {
  const neighbour = await Api.signIn(server, 'neighbour@demo.example');
  await neighbour.json('POST', '/callouts', { calloutLocation: HOME });
  const callout = await newestCallout(server);
  await neighbour.json('POST', `/callouts/${callout}/comments`, { message: LONG });
  const control = await ControlRoom.signIn(server, CONTROLLER);
  await control.act(callout, 'acknowledge');
  await control.dispatchFirst(callout);
  await control.act(callout, 'reply', { message: LONG });
  const office = await Officer.signIn(server, SECOND_OFFICER);
  await office.tell({ message: `${LONG} ${LONG}`, targetType: 'LegalDisrepair', requireAction: true, user: OFFICER });
}

async function open(browser: Browser, server: Server, who: string): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ baseURL: server.origin, viewport: { width: 1280, height: 800 }, locale: 'en-GB', serviceWorkers: 'block' });
  await signIn(context, server, `${who}@demo.example`);
  return { page: await context.newPage(), context };
}

/** How much wider the page is than the window, once it has been laid out. */
async function excess(page: Page): Promise<number> {
  return page.evaluate(() => new Promise<number>((resolve) => {
    requestAnimationFrame(() => { resolve(document.documentElement.scrollWidth - document.documentElement.clientWidth); });
  }));
}

for (const [who, paths] of Object.entries(PAGES)) {
  test(`no page of the ${who} scrolls sideways`, async ({ browser, server }) => {
    test.slow();
    nameAtLength(server);
    await writeAtLength(server);
    const { page, context } = await open(browser as Browser, server, who);
    for (const path of paths) {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
      await expect(page.locator('.skeleton')).toHaveCount(0);
      for (const width of [1280, 768, 412, 320]) {
        await page.setViewportSize({ width, height: 823 });
        await expect.poll(() => excess(page), { message: `${path} at ${width} pixels` }).toBe(0);
      }
      await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
      for (const width of [412, 320]) {
        await page.setViewportSize({ width, height: 823 });
        await expect.poll(() => excess(page), { message: `${path} at ${width} pixels with text of twice the size` }).toBe(0);
      }
    }
    await context.close();
  });
}

test('no words on the map of a phone lie on other words', async ({ browser, server }) => {
  const { page, context } = await open(browser as Browser, server, 'controller');
  await page.setViewportSize({ width: 412, height: 823 });
  await page.goto('/staff/control');
  const labels = page.locator('.map__label');
  await expect(labels.first()).toBeAttached({ timeout: 20_000 });
  const overlaps = () => labels.evaluateAll((all) => {
    const shown = all.filter((label) => getComputedStyle(label).visibility === 'visible').map((label) => ({ words: label.textContent, box: label.getBoundingClientRect() }));
    const meet = (one: DOMRect, other: DOMRect) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
    return shown.flatMap((one, place) => shown.slice(place + 1).filter((other) => meet(one.box, other.box)).map((other) => `${one.words} and ${other.words}`));
  });
  await expect.poll(() => labels.evaluateAll((all) => all.filter((label) => getComputedStyle(label).visibility === 'visible').length)).toBeGreaterThan(3);
  expect(await overlaps()).toEqual([]);
  await page.getByRole('button', { name: 'Farther' }).click();
  await expect.poll(overlaps).toEqual([]);
  await context.close();
});
