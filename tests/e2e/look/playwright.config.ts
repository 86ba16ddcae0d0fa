// Pictures of every page for people to look at: `cd tests/e2e && playwright test --config look`. Nothing is compared here.
import { defineConfig } from '@playwright/test';
import e2e from '../playwright.config';

export default defineConfig({ ...e2e, testDir: '.', testIgnore: [], outputDir: '../results', timeout: 180_000, use: { ...e2e.use, trace: 'off', screenshot: 'off' } });
