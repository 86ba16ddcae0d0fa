// Pictures of the control room in its most important states: quiet, alarmed, crowded, unattended, disconnected, and about to
// be signed out.
import { execFileSync } from 'node:child_process';
import { ControlRoom } from '../harness/control';
import { CONTROLLER, RESIDENT, expect, signIn, test } from '../harness/test';
import type { Server } from '../harness/server';
import type { Page } from '@playwright/test';
import { look } from './look';

async function press(server: Server, email: string, body: object = {}): Promise<number> {
  const resident = await ControlRoom.signIn(server, email);
  return (await resident.json<{ id: number }>('POST', '/callouts', body)).id;
}

async function room(page: Page, server: Server): Promise<void> {
  await signIn(page.context(), server, CONTROLLER);
  await page.goto('/staff/control');
  await expect(page.getByRole('heading', { name: 'Callouts', exact: true })).toBeVisible();
  await expect(page.getByText('Nobody is on duty for')).toBeVisible();
}

test('the control room in its states', async ({ page, server }) => {
  await room(page, server);
  await look(page, '60-nobody-on-duty');
  await page.getByRole('button', { name: 'Start a shift' }).first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await look(page, '61-start-a-shift');
  await page.getByRole('dialog').getByRole('button', { name: 'Start a shift' }).click();
  await expect(page.getByText(/^On duty until/)).toBeVisible();
  await look(page, '62-on-duty-and-quiet');
  await press(server, RESIDENT, { calloutLocation: { latitude: -26.109054, longitude: 28.083, accuracy: 12 } });
  await expect(page.getByRole('link', { name: /Rose Adeyemi/ }).first()).toBeVisible();
  await look(page, '63-one-alarm');
  const drill = await press(server, 'neighbour@demo.example', { calloutClassificationId: 2 });
  const columns = server.rows<{ name: string }>(`SELECT name FROM pragma_table_info('callout') WHERE name <> 'id'`).map((row) => row.name).join(', ');
  execFileSync('sqlite3', ['-cmd', '.timeout 5000', server.database, `INSERT INTO callout (${columns}) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 299) SELECT ${columns} FROM callout, n WHERE id = ${drill}`]);
  await expect(page.getByText('50 of 301 shown')).toBeVisible();
  await look(page, '64-three-hundred-drills');
  await page.goto('/staff/tray');
  await expect(page.getByText('asks for help').first()).toBeVisible();
  await look(page, '65-alarm-above-the-tray');
  await page.goto('/staff/control');
  await expect(page.getByText('50 of 301 shown')).toBeVisible();
  await server.kill();
  await expect(page.getByText('no alarm arrives here')).toBeVisible({ timeout: 20_000 });
  await look(page, '66-line-lost');
});

test.describe('with short sessions', () => {
  test.use({ serverFlags: ['--staff-idle-minutes', '1'] });

  test('the end of a session', async ({ page, server }) => {
    await room(page, server);
    await expect(page.getByText('because nothing was pressed here')).toBeVisible({ timeout: 60_000 });
    await look(page, '67-session-ends-soon');
    await expect(page.getByText('You are signed out: no alarm arrives here.')).toBeVisible({ timeout: 90_000 });
    await look(page, '68-signed-out');
  });
});
