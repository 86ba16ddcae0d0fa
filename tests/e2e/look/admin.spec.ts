// The admin's pages in pictures, as phone and desk, light and dark.
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { Api } from '../harness/control';
import { openTab } from '../harness/office';
import { expect, signIn, test } from '../harness/test';

const folder = fileURLToPath(new URL('../looks', import.meta.url));
const PHONE = { width: 412, height: 823 };
const DESK = { width: 1280, height: 800 };

async function look(page: Page, name: string, dark = true): Promise<void> {
  for (const [size, viewport] of [['phone', PHONE], ['desk', DESK]] as const) {
    await page.setViewportSize(viewport);
    for (const colorScheme of dark ? (['light', 'dark'] as const) : (['light'] as const)) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${folder}/${name}-${size}-${colorScheme}.png`, fullPage: true, animations: 'disabled' });
    }
  }
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize(DESK);
}

test('the admin in pictures', async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.origin, viewport: DESK, locale: 'en-GB', timezoneId: 'Europe/London', serviceWorkers: 'block' });
  await signIn(context, server, 'admin@demo.example');
  const { page } = await openTab(context, '/staff/providers');
  await expect(page.getByRole('link', { name: 'Acme Remote Monitoring Centre' })).toBeVisible();
  await look(page, 'a01-providers');
  await page.getByRole('link', { name: 'Acacia Avenue Site Assistance Provider' }).click();
  await expect(page.getByText('As Acacia Avenue sees it')).toBeVisible();
  await look(page, 'a02-provider');
  await page.goto('/staff/providers/9');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByRole('region', { name: 'The test' })).toBeVisible({ timeout: 40_000 });
  await page.getByText('What was sent').last().click();
  await look(page, 'a03-tested');
  await page.getByRole('button', { name: 'New secret' }).click();
  await page.getByRole('button', { name: 'Make a new secret' }).click();
  await expect(page.getByRole('dialog', { name: 'Put the secret away' })).toBeVisible();
  await look(page, 'a04-secret', false);
  await page.getByRole('button', { name: 'I have put it away' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await look(page, 'a05-delete', false);
  await page.goto('/staff/providers/new');
  await page.getByLabel('A site').check();
  await page.getByRole('button', { name: 'Add an e-mail address' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await look(page, 'a06-complaints');
  await page.getByRole('combobox', { name: 'Site' }).fill('a');
  await expect(page.getByRole('option').first()).toBeVisible();
  await look(page, 'a07-finder', false);
  await page.getByRole('option').first().click();
  await page.goto('/staff/providers/files');
  await look(page, 'a08-files', false);
  const admin = await Api.signIn(server, 'admin@demo.example');
  await admin.json('DELETE', '/v2/assistance-provider/9');
  await admin.json('DELETE', '/v2/assistance-provider/10');
  await page.goto('/staff/coverage');
  await expect(page.getByRole('link', { name: 'Noor Botha' })).toBeVisible();
  await look(page, 'a09-coverage');
  await page.getByRole('link', { name: 'Rose Adeyemi' }).click();
  await expect(page.getByRole('region', { name: 'Rose Adeyemi' })).toContainText('Sue');
  await look(page, 'a10-cover-one');
  await page.goto('/staff/accounts');
  await expect(page.getByRole('link', { name: 'Noor Botha' })).toBeVisible();
  await look(page, 'a11-accounts');
  await page.getByRole('link', { name: 'Rose Adeyemi' }).click();
  await expect(page.getByRole('heading', { name: 'Televisions' })).toBeVisible();
  await look(page, 'a12-account');
  await page.goto('/staff/accounts?account=new');
  await look(page, 'a13-invite', false);
});

test('templates in pictures', async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.origin, viewport: DESK, locale: 'en-GB', timezoneId: 'Europe/London', serviceWorkers: 'block' });
  await signIn(context, server, 'admin@demo.example');
  const { page } = await openTab(context, '/staff/templates');
  await expect(page.getByRole('link', { name: 'Court action' })).toBeVisible();
  await look(page, 'a20-templates');
  await page.getByRole('row', { name: /Failed direct debit/ }).getByRole('link').click();
  await page.getByLabel('Heading').fill('Your direct debit failed again');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved as version 2')).toBeVisible();
  await page.getByRole('button', { name: 'Use this text of version 1' }).click();
  await page.getByText('What it said').first().click();
  await look(page, 'a21-template');
  await page.getByRole('button', { name: 'Lay aside' }).click();
  await look(page, 'a22-question', false);
  await page.getByRole('dialog').getByRole('button', { name: 'Lay aside' }).click();
  await expect(page.getByText('It is laid aside')).toBeVisible();
  await look(page, 'a23-aside');
  await page.getByRole('button', { name: 'Put back what stood here' }).click();
  await page.goto('/staff/templates/new');
  await page.getByLabel('Text message').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByLabel('What it says').fill('Hello ((name)), we come on ((day)). ((late??Sorry for the wait.))');
  await look(page, 'a24-new');
});
