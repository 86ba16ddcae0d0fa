// Pictures of one state of a page: as phone and desk, light and dark.
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';

export const folder = fileURLToPath(new URL('../looks', import.meta.url));
const PHONE = { width: 412, height: 823 };
const DESK = { width: 1280, height: 800 };

/** Restores the page. */
export async function look(page: Page, name: string, lights: readonly ('light' | 'dark')[] = ['light', 'dark']): Promise<void> {
  const usual = page.viewportSize() ?? PHONE;
  for (const [size, viewport] of [['phone', PHONE], ['desk', DESK]] as const) {
    await page.setViewportSize(viewport);
    for (const colorScheme of lights) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${folder}/${name}-${size}-${colorScheme}.png`, fullPage: true, animations: 'disabled' });
    }
  }
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize(usual);
}
