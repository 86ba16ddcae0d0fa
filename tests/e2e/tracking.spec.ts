// From the press to the close, in real time: the phone's reports, and what outlives a reload.
import { HOME, expect, newestCallout, press, test } from './harness/test';
import { word } from './harness/words';
import type { Server } from './harness/server';

interface Report {
  latitude: number;
  received_at: number;
}

function reports(server: Server, callout: number): Report[] {
  return server.rows(`SELECT latitude, received_at FROM callout_location WHERE callout_id = ${callout} ORDER BY id`);
}

test('a location is sent every ten seconds while the phone moves, through a reload and a soft cancel, until the close', async ({
  phone,
  server,
  control,
  context,
}) => {
  test.setTimeout(180_000);
  await press(phone);
  const callout = await newestCallout(server);
  await control.act(callout, 'acknowledge');
  await expect.poll(() => reports(server, callout).length, { message: 'the first fix does not wait for the tick' }).toBeGreaterThan(0);

  // The phone walks north, a little every second; every report must hold another place.
  let step = 0;
  const walking = setInterval(() => {
    step += 1;
    void context.setGeolocation({ ...HOME, latitude: HOME.latitude + step * 1e-4 }).catch(() => {});
  }, 1_000);
  try {
    const from = Date.now();
    const since = () => reports(server, callout).filter((report) => report.received_at > from);
    await expect.poll(() => since().length, { timeout: 60_000, message: 'four reports' }).toBeGreaterThanOrEqual(4);
    const seen = since().slice(0, 4);
    const gaps = seen.slice(1).map((report, at) => report.received_at - seen[at].received_at);
    for (const gap of gaps) {
      expect(gap, `gaps of ${gaps} ms`).toBeGreaterThan(9_000);
      expect(gap, `gaps of ${gaps} ms`).toBeLessThan(11_000);
    }
    expect(new Set(seen.map((report) => report.latitude)).size, 'the place moved with the phone').toBe(4);

    // A reload in the middle: the callout is fetched from the server, and the reports continue.
    await phone.reload();
    await expect(phone.getByText('A person has seen your call').first()).toBeVisible();
    const reloaded = Date.now();
    await expect
      .poll(() => reports(server, callout).filter((report) => report.received_at > reloaded).length, { timeout: 30_000 })
      .toBeGreaterThanOrEqual(2);
    expect(server.count('SELECT count(*) FROM callout')).toBe(1);

    // "I am safe now" takes it off the screen, and nothing else.
    await phone.getByText('I am safe now').click();
    await expect(phone.getByText('the control room rings you to make sure')).toBeVisible();
    await phone.getByRole('button', { name: 'Yes, I am safe' }).click();
    await expect(phone.getByText('You said that you are safe')).toBeVisible();
    expect(server.rows('SELECT status, cancelled_by_resident FROM callout')).toEqual([{ status: 'created', cancelled_by_resident: 1 }]);
    const dismissed = Date.now();
    await expect
      .poll(() => reports(server, callout).filter((report) => report.received_at > dismissed).length, { timeout: 40_000 })
      .toBeGreaterThanOrEqual(2);

    // Only the close ends it.
    await control.act(callout, 'stand-down', { note: 'Rang her. She found her keys.' });
    await control.close(callout);
    await expect(phone.getByRole('heading', { name: 'Your call is closed' })).toBeVisible({ timeout: 20_000 });
    const closed = reports(server, callout).length;
    const posts: string[] = [];
    phone.on('request', (request) => posts.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await expect(async () => expect(Date.now() - dismissed).toBeGreaterThan(12_000)).toPass({ timeout: 40_000 });
    await phone.waitForFunction((until) => Date.now() > until, Date.now() + 11_000);
    expect(posts.filter((post) => post.includes('/location'))).toEqual([]);
    expect(reports(server, callout).length).toBe(closed);
  } finally {
    clearInterval(walking);
  }
});

test('a phone without a newer position says so once the last one is old, and no longer when it moves', async ({ phone, server, context }) => {
  await phone.clock.install();
  await phone.reload();
  await press(phone);
  await newestCallout(server);
  await expect(phone.getByText('Sent, within 12 m')).toBeVisible();
  const nothingNewer = phone.getByText('Your phone has found nothing newer');
  await expect(nothingNewer).toHaveCount(0);
  // It receives no position from here on.
  await expect(async () => {
    await phone.clock.runFor(10_000);
    await expect(nothingNewer).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await expect(phone.locator('.whereabouts__sent [data-stale]')).toBeVisible();
  await context.setGeolocation({ ...HOME, latitude: HOME.latitude + 0.001 });
  await expect(nothingNewer).toHaveCount(0);
});

test('a responder comes, arrives, finishes; the phone says each in words', async ({ phone, server, control }) => {
  await press(phone);
  const callout = await newestCallout(server);
  await expect(phone.getByText('Your call has arrived').first()).toBeVisible();
  await control.act(callout, 'acknowledge');
  await expect(phone.getByText('A person has seen your call').first()).toBeVisible({ timeout: 20_000 });

  await control.dispatchFirst(callout);
  await expect(phone.getByText('Help is on the way').first()).toBeVisible({ timeout: 20_000 });
  await expect(phone.getByRole('heading', { name: 'Who is coming' })).toBeVisible();
  await expect(phone.getByText('Number plate')).toBeVisible();

  await control.act(callout, 'arrive');
  await expect(phone.getByText('Help is here').first()).toBeVisible({ timeout: 20_000 });
  await control.complete(callout);
  await expect(phone.getByText('Your helper has finished').first()).toBeVisible({ timeout: 20_000 });
  await control.close(callout);
  await expect(phone.getByText('Your call is closed').first()).toBeVisible({ timeout: 20_000 });
  await expect(phone.getByRole('heading', { name: 'What was recorded' })).toBeVisible();
  await phone.getByRole('button', { name: 'Done' }).click();
  await expect(phone.getByRole('button', { name: word('alarm') })).toBeVisible();
});

test('a company sent by hand is shown with a number to call', async ({ phone, server, control }) => {
  await press(phone);
  const callout = await newestCallout(server);
  await control.act(callout, 'acknowledge');
  const [supplier] = await control.suppliers();
  await control.act(callout, 'dispatch', { supplierId: supplier.id });
  await expect(phone.getByText(supplier.name).first()).toBeVisible({ timeout: 20_000 });
  await expect(phone.getByRole('link', { name: /^Ring \+?\d/ }).first()).toHaveAttribute('href', /^tel:/);
});

test('pressing again after "I am safe now" shows the call again at once, scrolled to its top', async ({ phone, server, control }) => {
  await press(phone);
  const callout = await newestCallout(server);
  await control.act(callout, 'acknowledge');
  await expect(phone.getByText('A person has seen your call').first()).toBeVisible({ timeout: 20_000 });
  await expect(phone.getByText('Your call for security arrived')).toBeVisible();
  await phone.getByText('I am safe now').click();
  await phone.getByRole('button', { name: 'Yes, I am safe' }).click();
  await expect(phone.getByText('You said that you are safe')).toBeVisible();
  // A second press within three seconds of the first does not count.
  await phone.waitForTimeout(3_000);
  await press(phone);
  await expect(phone.getByText('You pressed again').first()).toBeVisible({ timeout: 3_000 });
  expect(await phone.evaluate(() => scrollY)).toBe(0);
  expect(server.count('SELECT count(*) FROM callout')).toBe(1);
});

test('messages go both ways', async ({ phone, server, control }) => {
  await press(phone);
  const callout = await newestCallout(server);
  await phone.getByLabel('Write to the control room').fill('I am in the kitchen');
  await phone.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(phone.getByRole('log')).toContainText('I am in the kitchen');
  await expect(phone.getByLabel('Write to the control room')).toHaveValue('');
  await control.act(callout, 'reply', { message: 'Somebody comes to the back door' });
  await expect(phone.getByRole('log')).toContainText('Somebody comes to the back door', { timeout: 20_000 });
});

test('the server is killed and comes back: the phone continues the same callout', async ({ phone, server }) => {
  await press(phone);
  const callout = await newestCallout(server);
  await expect(phone.getByRole('heading', { name: 'Your call has arrived' })).toBeVisible();
  await server.kill();
  await server.again();
  const back = Date.now();
  // A phone that lies still repeats its last position, so its place has one row; its heartbeat is what counts.
  const heard = () => server.count(`SELECT last_heard_at FROM callout WHERE id = ${callout}`);
  await expect.poll(heard, { timeout: 40_000 }).toBeGreaterThan(back + 10_000);
  await expect(phone.getByRole('heading', { name: 'Your call has arrived' })).toBeVisible();
  expect(server.count('SELECT count(*) FROM callout')).toBe(1);
});
