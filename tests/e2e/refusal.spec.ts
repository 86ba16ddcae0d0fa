// A press that the server rejects as it is, or from this person: no page may look as if help were called.
import { PASSWORD, RESIDENT, alarm, expect, newestCallout, press, signIn, test } from './harness/test';
import { word } from './harness/words';

const NEIGHBOUR = 'neighbour@demo.example';

for (const status of [400, 403, 413, 422]) {
  test(`refused with ${status}, it is sent once more, reduced; then the page says so, the telephone first, and the button is back`, async ({ context, server }) => {
    await signIn(context, server, RESIDENT);
    const page = await context.newPage();
    const sent: { key?: string; body: Record<string, unknown> }[] = [];
    await page.route('**/api/callouts', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      sent.push({ key: await route.request().headerValue('idempotency-key') ?? undefined, body: route.request().postDataJSON() });
      return route.fulfill({ status, json: { message: 'no' } });
    });
    await page.goto('/');
    await press(page);
    await expect(page.getByRole('heading', { name: word('refused') })).toBeVisible();
    expect(sent).toHaveLength(2);
    expect(sent[0].body).toHaveProperty('responseTypeId');
    expect(Object.keys(sent[1].body)).toEqual(['pressedAt']);
    expect(sent[1].key).not.toBe(sent[0].key);
    const telephone = await page.getByRole('link', { name: /^Ring/ }).boundingBox();
    const button = await alarm(page).boundingBox();
    expect(telephone?.y).toBeLessThan(button?.y ?? 0);

    await page.reload();
    await expect(page.getByRole('heading', { name: word('refused') })).toBeVisible();
    await page.unroute('**/api/callouts');
    await press(page);
    await newestCallout(server);
    await expect(page.getByRole('heading', { name: word('refused') })).toBeHidden();
    expect(server.count('SELECT count(*) FROM callout')).toBe(1);
  });
}

test('a press waiting on a phone is not sent in the name of the next person who signs in: they are asked', async ({ phone, context, server }) => {
  // Nothing that the phone sends while it is being closed arrives either.
  await server.kill();
  await press(phone);
  await expect(phone.locator('#press-saved')).toHaveAttribute('data-done');
  await phone.close();
  await server.again();
  await signIn(context, server, NEIGHBOUR);
  const next = await context.newPage();
  await next.goto('/');
  await expect(next.getByRole('heading', { name: word('ask') })).toBeVisible();
  await expect(next.getByText(word('ask_other'))).toBeVisible();
  expect(server.count('SELECT count(*) FROM callout')).toBe(0);
  await next.getByRole('button', { name: word('yes') }).click();
  await newestCallout(server);
  const owner = server.rows<{ email: string }>('SELECT user.email FROM callout JOIN resident ON resident.id = callout.resident_id JOIN user ON user.id = resident.user_id');
  expect(owner).toEqual([{ email: NEIGHBOUR }]);
});

test('a waiting press is sent when the person who pressed signs in again', async ({ phone, context, server }) => {
  await context.request.delete(`${server.origin}/api/session`, { headers: { Origin: server.origin } });
  await press(phone);
  await expect(phone.getByRole('heading', { name: word('out') })).toBeVisible();
  await phone.getByRole('link', { name: word('sign_in') }).click();
  await phone.getByLabel('E-mail address').fill(RESIDENT);
  await phone.getByLabel('Password').fill(PASSWORD);
  await phone.getByRole('button', { name: 'Sign in' }).click();
  await newestCallout(server);
  expect(server.count('SELECT count(*) FROM callout')).toBe(1);
});
