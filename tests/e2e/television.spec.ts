// The television in a resident's home: arrow keys, OK and Back only, from the code to a person's answer.
import type { Page } from '@playwright/test';
import { Api } from './harness/control';
import { openTray } from './harness/office';
import { Endpoint, registerDevice } from './harness/outside';
import { RESIDENT, expect, expectAccessible, newestCallout, press, signIn, test } from './harness/test';

const ONE_POLL = { timeout: 10_000 };

test.use({ serverFlags: ['--allow-internal-webhooks', '--simulator', 'off'] });

/** The focused element. */
function focused(television: Page): Promise<string> {
  return television.evaluate(() => document.activeElement?.textContent ?? '');
}

/** Presses OK as soon as the screen accepts it: for a second after a change it does not. */
async function pressOk(television: Page): Promise<void> {
  await expect(television.locator('.tv-stage:not([data-settling])')).toBeVisible(ONE_POLL);
  await television.keyboard.press('Enter');
}

/** Presses arrows until the button has the focus, like somebody with a remote control. */
async function walkTo(television: Page, name: string | RegExp): Promise<void> {
  const button = television.getByRole('button', { name });
  await expect(button).toBeVisible(ONE_POLL);
  for (let step = 0; step < 12; step += 1) {
    const arrow = await button.evaluate((one) => {
      const [to, from] = [one, document.activeElement ?? one].map((each) => each.getBoundingClientRect());
      if (to.top !== from.top) return to.top > from.top ? 'ArrowDown' : 'ArrowUp';
      return to.left === from.left ? null : to.left > from.left ? 'ArrowRight' : 'ArrowLeft';
    });
    if (arrow === null) return;
    await television.keyboard.press(arrow);
  }
  throw new Error(`no arrow leads to ${name}`);
}

test('a television is connected by its code, asks, and says when a person answers', async ({ browser, context, page, server, control }) => {
  const pushService = await Endpoint.answering(201);
  const sue = await Api.signIn(server, 'supporter@demo.example');
  const room = await browser.newContext({ baseURL: server.origin, viewport: { width: 1280, height: 720 } });
  let television = await room.newPage();

  await television.goto('/tv');
  const code = television.locator('.tv__code');
  await expect(code).toHaveText(/^[A-Z0-9]{3}-[A-Z0-9]{3}$/, ONE_POLL);
  await expectAccessible(television, 'the code');

  await signIn(context, server, RESIDENT);
  await page.goto('/televisions');
  await page.getByLabel('Code on the television').fill((await code.textContent()) ?? '');
  await page.getByLabel('What to call it').fill('Living room');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Disconnect Living room' })).toBeVisible(ONE_POLL);

  await test.step('it gets another name, which cannot be empty', async () => {
    await page.getByRole('button', { name: 'Rename Living room' }).click();
    const dialog = page.getByRole('dialog', { name: 'Rename this television' });
    const name = dialog.getByLabel('What to call it');
    await expect(name).toHaveValue('Living room');
    await name.fill(' ');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(name).toHaveAccessibleDescription(/Enter what to call it/);
    await expectAccessible(page, 'another name');
    await name.fill('Kitchen');
    await name.press('Enter');
    await expect(dialog).toBeHidden(ONE_POLL);
    await expect(page.getByRole('button', { name: 'Disconnect Kitchen' })).toBeVisible(ONE_POLL);
  });

  await expect(television.getByRole('heading', { name: 'Who do you need?' })).toBeVisible(ONE_POLL);
  await expectAccessible(television, 'the labels');

  await test.step('the focus begins on a label, and sideways never leads to the call for help', async () => {
    await expect.poll(() => focused(television), ONE_POLL).toBe('Acme Support');
    const seen: string[] = [];
    for (const arrow of ['ArrowLeft', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowLeft', 'ArrowUp', 'ArrowUp']) {
      await television.keyboard.press(arrow);
      seen.push(await focused(television));
    }
    expect(seen).not.toContain('Call for help');
    expect(seen.at(-1)).toBe('Acme Support');
  });

  await test.step('an empty code is told at its field', async () => {
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(page.getByLabel('Code on the television')).toHaveAccessibleDescription(/Enter the code that the television shows/);
  });

  await test.step('nobody can be reached: it says so, and offers the next', async () => {
    await walkTo(television, 'My daughter Sue');
    await pressOk(television);
    await expect(television.getByRole('heading', { name: 'My daughter Sue could not be told' })).toBeVisible(ONE_POLL);
    await expect(television.getByRole('button', { name: 'Ask Acme Support' })).toBeVisible();
    expect(await focused(television)).toBe('Ask somebody else');
    await expectAccessible(television, 'nobody could be told');
    await television.keyboard.press('Escape');
  });

  await test.step('a device takes it: that is not yet a person', async () => {
    await registerDevice(sue, pushService);
    await walkTo(television, 'My daughter Sue');
    await pressOk(television);
    await expect(television.getByRole('heading', { name: 'My daughter Sue has your request' })).toBeVisible(ONE_POLL);
    await expect(television.getByText('Nobody has answered yet.')).toBeVisible();
    expect(pushService.calls).toHaveLength(1);
  });

  await test.step('after a power cut it is where it was', async () => {
    await television.close();
    television = await room.newPage();
    await television.goto('/tv');
    await expect(television.getByRole('heading', { name: 'My daughter Sue has your request' })).toBeVisible(ONE_POLL);
  });

  await test.step('the person answers', async () => {
    const request = server.count('SELECT max(id) FROM assistance_request');
    await sue.json('POST', `/v2/assistance-request/${request}/answer`, { answer: 'coming' });
    await expect(television.getByRole('heading', { name: /is coming$/ })).toBeVisible(ONE_POLL);
    await expectAccessible(television, 'somebody comes');
  });

  await test.step('the answer stays in sight when somebody else is asked', async () => {
    await television.keyboard.press('Escape');
    await expect(television.getByRole('heading', { name: 'Who do you need?' })).toBeVisible();
    await expect(television.getByText(/is coming$/)).toBeVisible(ONE_POLL);
    await walkTo(television, 'Duty Manager');
    await pressOk(television);
    await expect(television.getByRole('heading', { name: /Duty Manager/ })).toBeVisible(ONE_POLL);
    await expect(television.getByText(/is coming$/)).toBeVisible(ONE_POLL);
    await page.goto('/assistance');
    await expect(page.getByRole('link', { name: /is coming$/ })).toBeVisible(ONE_POLL);
  });

  await test.step('the alarm is two presses of OK away', async () => {
    await walkTo(television, 'Call for help');
    await pressOk(television);
    await expect(television.getByRole('heading', { name: 'Call for help now?' })).toBeVisible();
    await pressOk(television);
    const callout = await newestCallout(server);
    await expect(television.getByRole('heading', { name: 'Your call has arrived' })).toBeVisible(ONE_POLL);
    await control.act(callout, 'acknowledge');
    await expect(television.getByRole('heading', { name: 'A person has seen your call' })).toBeVisible(ONE_POLL);
    expect(server.count('SELECT count(*) FROM callout')).toBe(1);
    const vehicle = await control.dispatchFirst(callout);
    await expect(television.getByRole('heading', { name: 'Help is on the way' })).toBeVisible(ONE_POLL);
    await expect(television.locator('.tv__state')).toHaveAttribute('data-outlook', 'reached');
    await expect(television.getByText(/is coming to you\.$/)).not.toContainText('Somebody');
    expect(vehicle.id).toBeGreaterThan(0);
    await expectAccessible(television, 'help is on the way');
  });
  await room.close();
  pushService.close();
});

test('with many labels and many open requests, the call for help stays on the screen', async ({ browser, server }) => {
  const admin = await Api.signIn(server, 'admin@demo.example');
  const rose = await Api.signIn(server, RESIDENT);
  const room = await browser.newContext({ baseURL: server.origin, viewport: { width: 1280, height: 720 } });
  await signIn(room, server, RESIDENT);
  const television = await room.newPage();
  await television.goto('/tv');
  for (const count of [4, 8, 12]) {
    while (server.count('SELECT count(*) FROM assistance_provider WHERE organisation_id = 2') < count) {
      const name = `The people who water the plants ${server.count('SELECT count(*) FROM assistance_provider')}`;
      const provider = await admin.json<{ id: number }>('POST', '/v2/assistance-provider', { name, label: name, content_type: 'customer', object_id: 2, email_notifiers: [{ name, email: 'plants@acme.example' }] });
      await rose.json('POST', '/v2/assistance-request', { provider: provider.id });
    }
    await television.reload();
    await television.getByRole('button', { name: 'Ask somebody else' }).click();
    await expect(television.locator('.tv__labels button')).toHaveCount(count, ONE_POLL);
    if (count > 4) await expect(television.locator('.tv__news p')).toHaveCount(3, ONE_POLL);
    await expect(television.getByRole('button', { name: 'Call for help' })).toBeInViewport({ ratio: 1 });
    await expect(television.getByRole('heading', { name: 'Who do you need?' })).toBeInViewport({ ratio: 1 });
  }
  await walkTo(television, 'Call for help');
  await room.close();
});

test('a call for help that was made on the phone is shown on the television too', async ({ browser, phone, server }) => {
  const room = await browser.newContext({ baseURL: server.origin, viewport: { width: 1280, height: 720 } });
  await signIn(room, server, RESIDENT);
  const television = await room.newPage();
  await television.goto('/tv');
  await expect(television.getByRole('heading', { name: 'Who do you need?' })).toBeVisible(ONE_POLL);
  await press(phone);
  await newestCallout(server);
  await expect(television.getByRole('heading', { name: 'Your call has arrived' })).toBeVisible({ timeout: 15_000 });
  await room.close();
});

test('a request being sent during a power cut is sent once', async ({ browser, server }) => {
  const room = await browser.newContext({ baseURL: server.origin });
  await signIn(room, server, RESIDENT);
  let television = await room.newPage();
  let dropped = 0;
  // The server has it, and its response is lost.
  await room.route('**/api/v2/assistance-request', async (route) => {
    if (route.request().method() !== 'POST' || dropped > 0) return route.fallback();
    dropped += 1;
    await route.fetch();
    await route.abort();
  });
  await television.goto('/tv');
  await walkTo(television, 'Duty Manager');
  await pressOk(television);
  await expect.poll(() => dropped).toBe(1);
  await television.close();
  television = await room.newPage();
  await television.goto('/tv');
  await expect(television.getByRole('heading', { name: /Duty Manager/ })).toBeVisible(ONE_POLL);
  await expect.poll(() => server.count('SELECT count(*) FROM assistance_request')).toBe(1);
  await room.close();
});

test('a phone that scans the code has it filled in, also after signing in, and connects when the resident says so', async ({ browser, page, server }) => {
  const room = await browser.newContext({ baseURL: server.origin, viewport: { width: 1280, height: 720 } });
  const television = await room.newPage();
  await television.goto('/tv');
  await expect(television.locator('.tv__code')).toHaveText(/^[A-Z0-9]{3}-[A-Z0-9]{3}$/, ONE_POLL);
  const picture = television.locator('.tv__qr');
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true);
  const code = (await television.locator('.tv__code').textContent()) ?? '';

  await page.goto(`/televisions#code=${code}`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('E-mail address').fill(RESIDENT);
  await page.getByLabel('Password').fill('tocsin-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel('Code on the television')).toHaveValue(code, ONE_POLL);
  await expect(page.getByText('Connect only if your television shows the same one.')).toBeVisible();
  await expectAccessible(page, 'a code that was scanned');
  expect(server.count("SELECT count(*) FROM session WHERE kind = 'television'"), 'nothing is connected by looking').toBe(0);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(television.getByRole('heading', { name: 'Who do you need?' })).toBeVisible(ONE_POLL);
  await room.close();
});

test('an admin gives a television of a resident another name and disconnects it', async ({ browser, server }) => {
  const room = await browser.newContext({ baseURL: server.origin, viewport: { width: 1280, height: 720 } });
  const television = await room.newPage();
  await television.goto('/tv');
  await expect(television.locator('.tv__code')).toHaveText(/^[A-Z0-9]{3}-[A-Z0-9]{3}$/, ONE_POLL);
  const rose = await Api.signIn(server, RESIDENT);
  await rose.json('POST', '/tv/pairings/claim', { code: await television.locator('.tv__code').textContent(), name: 'Bedroom' });

  const { page, context } = await openTray(browser, server, 'admin@demo.example', '/staff/accounts');
  await page.getByRole('link', { name: 'Rose Adeyemi' }).click();
  const televisions = page.getByRole('region', { name: 'Televisions' });
  await televisions.getByRole('button', { name: 'Rename Bedroom' }).click();
  await page.getByRole('dialog').getByLabel('What to call it').fill('Kitchen');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await televisions.getByRole('button', { name: 'Sign out Kitchen' }).click();
  await expect(televisions.getByText('Kitchen')).toHaveCount(0, ONE_POLL);
  expect(server.count("SELECT count(*) FROM session WHERE kind = 'television'")).toBe(0);
  await context.close();
  await room.close();
});
