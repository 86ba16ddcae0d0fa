// Ages use the server's clock: on a desk whose clock is ten minutes off, a live phone is not silent and an old position is
// not new.
import { Api } from './harness/control';
import { CONTROLLER, RESIDENT, expect, newestCallout, signIn, test } from './harness/test';

const MINUTE = 60_000;

test.use({ serverFlags: ['--simulator', 'off'], timezoneId: 'Europe/London', locale: 'en-GB' });

for (const minutes of [-10, 10]) {
  test(`a desk that is ${Math.abs(minutes)} minutes ${minutes < 0 ? 'slow' : 'fast'} shows true ages`, async ({ context, page, server }) => {
    const rose = await Api.signIn(server, RESIDENT);
    const found = new Date(Date.now() - 8 * MINUTE).toISOString();
    await rose.json('POST', '/callouts', {
      pressedAt: new Date().toISOString(),
      calloutLocation: { latitude: -26.109054, longitude: 28.083, accuracy: 12, recordedAt: found },
    });
    const callout = await newestCallout(server);
    await signIn(context, server, CONTROLLER);
    await page.clock.install({ time: Date.now() + minutes * MINUTE });
    await page.clock.resume();
    await page.goto('/staff/control');
    const row = page.getByRole('link', { name: /Rose Adeyemi/ });
    await expect(row).toContainText(/8\smin\sago/, { timeout: 15_000 });
    // The phone itself reports now.
    await rose.json('POST', `/callouts/${callout}/location`, { noFix: 'timeout', sentAt: new Date().toISOString() });
    await page.goto(`/staff/control/${callout}`);
    await expect(page.getByRole('region', { name: 'Position' }).getByText(/8\smin\sago/).first()).toBeVisible({ timeout: 15_000 });
    await expect(page.getByRole('article', { name: 'Callout' }).getByText(/silent/i)).toHaveCount(0, { timeout: 15_000 });
  });
}
