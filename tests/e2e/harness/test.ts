// The fixtures of every end-to-end test: a fresh server, a resident's phone, a controller.
import AxeBuilder from '@axe-core/playwright';
import { test as base, type BrowserContext, expect, type Page } from '@playwright/test';
import { ControlRoom, PASSWORD } from './control';
import { Server } from './server';
import { word } from './words';

export { PASSWORD, expect };

export const RESIDENT = 'resident@demo.example';
export const CONTROLLER = 'controller@demo.example';

/** The resident's initial position; the demo vehicles are close by. */
export const HOME = { latitude: -26.109054, longitude: 28.083, accuracy: 12 };

interface Options {
  /** Flags of `tocsin-server serve` for this test's server. */
  serverFlags: string[];
}

interface Fixtures {
  server: Server;
  /** The resident's phone: signed in, location allowed, at HOME, the alarm on the screen. */
  phone: Page;
  /** The controller, by the API. */
  control: ControlRoom;
  /** The controller's screen, in a second browser. */
  desk: Page;
}

export const test = base.extend<Options & Fixtures>({
  serverFlags: [[], { option: true }],

  server: async ({ serverFlags }, use, info) => {
    const server = await Server.start(...serverFlags);
    await use(server);
    if (info.status !== info.expectedStatus) {
      await info.attach('server.log', { body: server.log, contentType: 'text/plain' });
    }
    await server.stop();
  },

  baseURL: async ({ server }, use) => use(server.origin),

  phone: async ({ context, server }, use) => {
    await context.grantPermissions(['geolocation'], { origin: server.origin });
    await context.setGeolocation(HOME);
    await signIn(context, server, RESIDENT);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    // A test that stops the server may interrupt the download of the app: the page works without it, and the browser logs
    // it.
    let isCutOff = false;
    page.on('requestfailed', (request) => { isCutOff ||= request.url().endsWith('.wasm'); });
    await page.goto('/');
    await expect(alarm(page)).toBeVisible();
    // As on a phone that was signed in before: it knows whose press it would be.
    await expect.poll(() => page.evaluate(KNOWN_USER)).toBeTruthy();
    await use(page);
    expect(errors.filter((error) => !(isCutOff && error === 'Failed to fetch')), 'no script failed').toEqual([]);
  },

  control: async ({ server }, use) => use(await ControlRoom.signIn(server, CONTROLLER)),

  desk: async ({ browser, server }, use, info) => {
    const second = await browser.browserType().launch(info.project.use.launchOptions);
    const context = await second.newContext({ baseURL: server.origin, viewport: { width: 1280, height: 800 }, locale: 'en-GB', timezoneId: 'Europe/London' });
    await signIn(context, server, CONTROLLER);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto('/staff/control');
    await use(page);
    if (info.status !== info.expectedStatus) {
      await info.attach('desk.png', { body: await page.screenshot({ fullPage: true }), contentType: 'image/png' });
    }
    await second.close();
    expect(errors, 'no script failed at the desk').toEqual([]);
  },
});

/** Signs a browser in without the sign-in page, which has its own test. */
export async function signIn(context: BrowserContext, server: Server, email: string): Promise<void> {
  const answer = await context.request.post(`${server.origin}/api/session`, {
    headers: { Origin: server.origin },
    data: { email, password: PASSWORD },
  });
  expect(answer.status(), `sign-in of ${email}`).toBeLessThan(300);
}

/** Runs in a page: who signed in on this phone last, and so whose press it would be. */
export const KNOWN_USER = "JSON.parse(localStorage.config || '{}').user";

/** The alarm's button. */
export function alarm(page: Page) {
  return page.getByRole('button', { name: word('alarm') });
}

/** Taps twice: the second tap ends the countdown. */
export async function press(page: Page): Promise<void> {
  await alarm(page).click();
  await page.getByRole('button', { name: word('now') }).click();
}

/** The number of the resident's newest callout, once the server has it. */
export async function newestCallout(server: Server): Promise<number> {
  await expect.poll(() => server.count('SELECT count(*) FROM callout'), { message: 'a callout is stored' }).toBeGreaterThan(0);
  return server.count('SELECT max(id) FROM callout');
}

/** Everything that is wrong with a form. It has the focus when it appears, and the alert is inside it. */
export function errorSummary(page: Page) {
  return page.getByRole('alert').filter({ hasText: 'There is a problem' }).locator('..');
}

/** Fails if the page violates a rule of WCAG 2.2 AA. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  const report = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  const found = report.violations.map((rule) => `${rule.id}: ${rule.help}\n    ${rule.nodes.map((node) => node.html).join('\n    ')}`);
  expect(found, `axe on ${state}`).toEqual([]);
}
