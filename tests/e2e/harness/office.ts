// Housing officers: their notifications, and their screens.
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';
import { Api } from './control';
import type { Server } from './server';
import { signIn } from './test';

export const OFFICER = 'officer@demo.example';
export const SECOND_OFFICER = 'officer2@demo.example';
/** Acacia Avenue, the patch of both officers. */
export const SITE = 5;

export interface Told {
  targetType: string;
  message: string;
  requireAction: boolean;
  siteId: number;
  user: string;
  targetId: string;
  dueAt: string;
}

/** An officer by the API. */
export class Officer extends Api {
  /** Puts a notification onto the trays of the site's officers, unless `user` names a person. */
  async tell(told: Partial<Told> = {}): Promise<string> {
    const usual = { notificationType: 'Screen', targetType: 'CautionaryContact', targetId: 'record-1', message: 'A dog on the premises', requireAction: false, siteId: SITE };
    return this.json<string>('POST', '/notifications', { ...usual, ...told });
  }

  async decide(id: string, actionType: string, actionNote?: string): Promise<void> {
    await this.json('PATCH', `/notifications/${id}`, { actionType, actionNote });
  }
}

/** The public key of the demonstration's service Repairs. */
export const REPAIRS_KEY = 'repairs-22222222-2222-4222-8222-222222222203-33333333-3333-4333-8333-333333333303';

/** Calls the API as the service Repairs. */
export async function asRepairs<T>(server: Server, method: string, path: string, body: unknown): Promise<T> {
  const headers = { Authorization: `Bearer ${REPAIRS_KEY}`, 'Content-Type': 'application/json' };
  const answer = await fetch(`${server.origin}/api${path}`, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** A record as Repairs stores it. */
export async function keepRecord(server: Server, address: string, record: Record<string, unknown>): Promise<void> {
  await asRepairs(server, 'PUT', `/records/${address}`, record);
}

export interface Desk {
  page: Page;
  context: BrowserContext;
  /** Script errors; there must be none. */
  errors: string[];
}

/** A tray in a browser of its own. */
export async function openTray(browser: Browser, server: Server, email = OFFICER, path = '/staff/tray'): Promise<Desk> {
  const context = await browser.newContext({ baseURL: server.origin, viewport: { width: 1280, height: 800 }, locale: 'en-GB', timezoneId: 'Europe/London', serviceWorkers: 'block' });
  await signIn(context, server, email);
  return openTab(context, path);
}

/** Another tab of that browser. */
export async function openTab(context: BrowserContext, path = '/staff/tray'): Promise<Desk> {
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(path);
  // The page says so until the app runs.
  await expect(page.getByRole('heading', { name: 'Tocsin is loading' })).toHaveCount(0, { timeout: 60_000 });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  return { page, context, errors };
}

/** A row by its text. */
export function row(page: Page, words: string | RegExp) {
  return page.getByRole('article').filter({ hasText: words });
}

/** The text of the bell. */
export function bell(page: Page, count: number) {
  const name = count === 0 ? 'Notifications' : `Notifications: ${count} unread`;
  return page.getByRole('link', { name, exact: true });
}
