// Pictures of a resident's notifications and of governance, as phone and desk, light and dark.
import { openTab } from '../harness/office';
import { RESIDENT, expect, signIn, test } from '../harness/test';
import { look } from './look';

test('the resident\'s notifications in pictures', async ({ page, context, server }) => {
  await signIn(context, server, RESIDENT);
  await page.goto('/notifications');
  await expect(page.getByText('Your answer is wanted')).toBeVisible();
  await look(page, 'n01-list');
  await page.getByRole('link', { name: /Visit due/ }).click();
  await expect(page.getByRole('heading', { name: 'Does this time suit you?' })).toBeVisible();
  await look(page, 'n02-visit');
  await page.getByRole('button', { name: 'Ask for another time' }).click();
  await page.getByRole('button', { name: 'Send' }).click();
  await look(page, 'n03-another-time');
  await page.getByLabel('When would it suit you?').fill('Friday after two');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Friday after two')).toBeVisible();
  await look(page, 'n04-asked');
  await page.getByRole('link', { name: 'See the visit' }).click();
  await expect(page.getByText('Made up for the demonstration')).toBeVisible();
  await look(page, 'n05-record');
  await page.goto('/notifications');
  await page.getByRole('button', { name: /Remove/ }).first().click();
  await look(page, 'n06-removed');
});

for (const who of ['admin', 'manager']) {
  test(`the ${who} watches`, async ({ context, server }) => {
    await signIn(context, server, `${who}@demo.example`);
    const { page } = await openTab(context, '/staff/governance?show=all');
    await expect(page.getByRole('row').filter({ hasText: 'TC-2041' })).toBeVisible();
    await look(page, `n10-governance-${who}`);
    if (who === 'manager') return;
    await page.getByRole('button', { name: 'Change the guidelines' }).click();
    await page.getByRole('button', { name: 'Add a guideline' }).click();
    await page.getByRole('region', { name: 'Guidelines' }).getByRole('button', { name: 'Save' }).click();
    await look(page, 'n11-guidelines');
  });
}
