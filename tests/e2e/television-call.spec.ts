// A call for help from a television: the screen never locks, and claims no more than the phone.
import type { Page } from '@playwright/test';
import { Api } from './harness/control';
import { RESIDENT, expect, newestCallout, signIn, test } from './harness/test';

const ONE_POLL = { timeout: 15_000 };

test.use({ serverFlags: ['--simulator', 'off'] });

async function openTelevision(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto('/tv');
  await expect(page.getByRole('heading', { name: 'Who do you need?' })).toBeVisible(ONE_POLL);
}

function heading(page: Page, name: string) {
  return page.getByRole('heading', { name });
}

test('nobody is promised after the response was called back, nor after "I am safe"', async ({ context, page, server, control }) => {
  const rose = await Api.signIn(server, RESIDENT);
  await signIn(context, server, RESIDENT);
  await openTelevision(page);
  await rose.json('POST', '/callouts', { calloutLocation: { latitude: -26.109054, longitude: 28.083, accuracy: 12 } });
  const callout = await newestCallout(server);
  await expect(heading(page, 'Your call has arrived')).toBeVisible(ONE_POLL);
  await control.dispatchFirst(callout);
  await expect(heading(page, 'Help is on the way')).toBeVisible(ONE_POLL);
  await control.act(callout, 'cancel-response');
  await expect(heading(page, 'Nobody is coming now')).toBeVisible(ONE_POLL);
  await expect(page.getByText(/is coming to you|being sent/)).toBeHidden();
  await control.dispatchFirst(callout);
  await expect(heading(page, 'Help is on the way')).toBeVisible(ONE_POLL);
  await rose.json('POST', `/callouts/${callout}/dismiss`);
  await expect(heading(page, 'You said that you are safe')).toBeVisible(ONE_POLL);
  await expect(page.getByText(/is coming to you|being sent to you/)).toBeHidden();
});

test('during an open call assistance is reachable, and a line leads back to the call', async ({ context, page, server }) => {
  const rose = await Api.signIn(server, RESIDENT);
  await signIn(context, server, RESIDENT);
  await openTelevision(page);
  await rose.json('POST', '/callouts', {});
  await expect(heading(page, 'Your call has arrived')).toBeVisible(ONE_POLL);
  await page.keyboard.press('Escape');
  await expect(heading(page, 'Who do you need?')).toBeVisible();
  await expect(page.locator('.tv__labels button').first()).toBeVisible(ONE_POLL);
  const back = page.getByRole('button', { name: /^Your call: / });
  await expect(back).toBeVisible(ONE_POLL);
  // It has polled again since, and does not take the screen back.
  await page.waitForResponse((answer) => answer.url().includes('/api/callouts?active=true'), ONE_POLL);
  await expect(heading(page, 'Who do you need?')).toBeVisible();
  await expect(page.locator('.tv-stage:not([data-settling])')).toBeVisible(ONE_POLL);
  await back.focus();
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Your call has arrived')).toBeVisible(ONE_POLL);
});

test('drills and dismissed alarms do not take the screen', async ({ context, page, server }) => {
  const rose = await Api.signIn(server, RESIDENT);
  await signIn(context, server, RESIDENT);
  await rose.json('POST', '/callouts', { calloutClassificationId: 2 });
  const dismissed = await rose.json<{ id: number }>('POST', '/callouts', { responseTypeId: 2 });
  await rose.json('POST', `/callouts/${dismissed.id}/dismiss`);
  await openTelevision(page);
  await page.waitForResponse((answer) => answer.url().includes('/api/callouts?active=true'), ONE_POLL);
  await expect(heading(page, 'Who do you need?')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Your call: / })).toBeHidden();
});
