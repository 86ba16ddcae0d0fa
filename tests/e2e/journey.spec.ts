// One alarm from the press to the close, on two screens at once: the resident's phone, and the controller's desk in a second
// browser. A change on one shows on the other within one poll.
import type { Page } from '@playwright/test';
import { CONTROLLER, HOME, RESIDENT, expect, expectAccessible, newestCallout, press, test } from './harness/test';
import { word } from './harness/words';

/** Ten seconds between two polls, and some time for the request. */
const ONE_POLL = { timeout: 13_000 };

function heading(page: Page, name: string | RegExp) {
  return page.getByRole('heading', { name }).first();
}

test.describe('with a vehicle that drives fast', () => {
  test.use({ serverFlags: ['--simulator-speed', '10'] });

  test('an alarm from the press to the close', async ({ phone, desk, server, context }) => {
    test.setTimeout(180_000);
    await expect(heading(desk, 'Callouts')).toBeVisible();
    await expect(desk.getByText('No open callouts')).toBeVisible();

    // The press.
    await press(phone);
    await expect(heading(phone, 'Your call has arrived')).toBeVisible();
    const callout = await newestCallout(server);

    // It appears on the desk without a reload and is acknowledged; the phone says so.
    await desk.getByRole('link', { name: /Rose Adeyemi/ }).first().click(ONE_POLL);
    await expect(heading(desk, /Rose Adeyemi/)).toBeVisible();
    await desk.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    await expect(heading(phone, word('acknowledged'))).toBeVisible(ONE_POLL);
    expect(server.count(`SELECT count(*) FROM callout WHERE id = ${callout} AND acknowledged = 1`)).toBe(1);

    // Somebody is sent, unless the called responder accepted meanwhile; the phone shows who. The nearest would be there
    // before the phone polls.
    await desk.getByRole('button', { name: /^Send wynberg 2\b/ }).click();
    await expect(heading(phone, 'Help is on the way')).toBeVisible(ONE_POLL);
    await expect(heading(phone, 'Who is coming')).toBeVisible();
    const plate = server.rows<{ plate: string }>(
      `SELECT vehicle_license_plate AS plate FROM responder JOIN callout ON callout.responder_id = responder.id WHERE callout.id = ${callout}`,
    )[0].plate;
    await expect(phone.getByText(plate)).toBeVisible();
    await expect(desk.getByText(plate).first()).toBeVisible();

    // It moves: the estimate shrinks on the server and on the phone.
    const eta = () => server.count(`SELECT distance FROM callout_eta WHERE callout_id = ${callout} ORDER BY id DESC LIMIT 1`);
    const first = eta();
    await expect.poll(eta, { timeout: 60_000, message: `the vehicle comes closer than ${first} m` }).toBeLessThan(first);

    // Messages both ways.
    await phone.getByLabel('Write to the control room').fill('I am in the kitchen');
    await phone.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(desk.getByRole('log')).toContainText('I am in the kitchen', ONE_POLL);
    await desk.getByLabel(/^Write to /).fill('Stay there. They come to the back door.');
    await desk.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(phone.getByRole('log')).toContainText('They come to the back door.', ONE_POLL);

    // The phone moves; the desk shows it.
    await context.setGeolocation({ ...HOME, latitude: HOME.latitude + 0.001 });
    await expect
      .poll(() => server.count(`SELECT max(latitude) > ${HOME.latitude + 0.0005} FROM callout_location WHERE callout_id = ${callout}`), ONE_POLL)
      .toBe(1);

    // A reload in the middle loses nothing.
    await phone.reload();
    await expect(heading(phone, /Help is (on the way|here)/)).toBeVisible(ONE_POLL);
    await expect(phone.getByRole('log')).toContainText('I am in the kitchen');

    // Arrived, finished, closed.
    await desk.getByRole('button', { name: 'Responder is there' }).click();
    await expect(heading(phone, 'Help is here')).toBeVisible(ONE_POLL);
    await desk.getByRole('button', { name: 'Responder has finished' }).click();
    await desk.getByLabel('What happened').fill('A door was forced. Nobody was inside.');
    await desk.getByLabel('What was wrong').selectOption({ index: 1 });
    await desk.getByRole('button', { name: 'Save: finished' }).click();
    await expect(heading(phone, 'Your helper has finished')).toBeVisible(ONE_POLL);
    await desk.getByRole('button', { name: 'Close the callout' }).first().click();
    const form = desk.getByRole('form', { name: 'Close the callout' });
    await expect(form.getByLabel('What happened')).toHaveValue('A door was forced. Nobody was inside.');
    await form.getByRole('button', { name: 'Close the callout' }).click();
    await expect(heading(phone, 'Your call is closed')).toBeVisible(ONE_POLL);
    await expect(phone.getByText('A door was forced. Nobody was inside.')).toBeVisible();
    expect(server.rows(`SELECT status FROM callout WHERE id = ${callout}`)).toEqual([{ status: 'closed' }]);
    expect(server.count('SELECT count(*) FROM callout')).toBe(1);
  });
});

test('a controller signs in, and a resident is redirected to their own page', async ({ page }) => {
  await page.goto('/staff/control');
  await page.getByLabel('E-mail address').fill(CONTROLLER);
  await page.getByLabel('Password').fill('tocsin-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(heading(page, 'Callouts')).toBeVisible();
  await page.context().clearCookies();
  await page.goto('/staff/sign-in');
  await page.getByLabel('E-mail address').fill(RESIDENT);
  await page.getByLabel('Password').fill('tocsin-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('link', { name: /alarm button/ })).toBeVisible();
});

test('every state of both screens is accessible', async ({ phone, desk, server, control }) => {
  test.setTimeout(180_000);
  await expectAccessible(phone, 'the alarm');
  await expect(heading(desk, 'Callouts')).toBeVisible();
  await expectAccessible(desk, 'an empty queue');
  await phone.getByRole('button', { name: word('alarm') }).click();
  await expectAccessible(phone, 'the countdown');
  await phone.getByRole('button', { name: word('now') }).click();
  const callout = await newestCallout(server);
  await expect(heading(phone, 'Your call has arrived')).toBeVisible();
  await expectAccessible(phone, 'received');
  await desk.getByRole('link', { name: /Rose Adeyemi/ }).first().click(ONE_POLL);
  await expectAccessible(desk, 'a new callout');
  await control.act(callout, 'acknowledge');
  await control.dispatchFirst(callout);
  await expect(heading(phone, 'Help is on the way')).toBeVisible(ONE_POLL);
  await expectAccessible(phone, 'help on the way');
  await expect(desk.getByText('Responder on the way').first()).toBeVisible(ONE_POLL);
  await expectAccessible(desk, 'a dispatched callout');
  await phone.getByText('I am safe now').click();
  await expect(phone.getByRole('button', { name: 'Yes, I am safe' })).toBeVisible();
  await expectAccessible(phone, 'the question whether all is well');
  await phone.getByText('Not yet').click();
  await control.act(callout, 'arrive');
  await control.complete(callout);
  await control.close(callout);
  await expect(heading(phone, 'Your call is closed')).toBeVisible(ONE_POLL);
  await expectAccessible(phone, 'the record of what happened');
  await expectAccessible(desk, 'a closed callout');
  await phone.goto('/me');
  await expect(phone.getByLabel('Mobile number')).toBeVisible();
  await expectAccessible(phone, 'my details');
  await phone.goto('/no-such-page');
  await expect(phone.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(phone, 'a page that is not there');
});
