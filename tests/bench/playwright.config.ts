// The figures of docs/benchmarks.md, measured one after the other on a release build with nothing else running.
import { defineConfig } from '@playwright/test';
import e2e from '../e2e/playwright.config';

export default defineConfig({
  ...e2e,
  testDir: '.',
  testIgnore: [],
  outputDir: '../e2e/results',
  timeout: 180_000,
  workers: 1,
  fullyParallel: false,
  reporter: './reporter.ts',
  use: { ...e2e.use, trace: 'off', screenshot: 'off' },
});
