// The tray with a hundred, ten thousand and a hundred thousand notifications, on a slow computer: how soon its rows stand there,
// what it answers to, and what it costs to hold; and how soon a count reaches the bell of another tab.
import type { CDPSession, Page } from '@playwright/test';
import { type Desk, Officer, SECOND_OFFICER, openTab, openTray } from '../e2e/harness/office';
import { expect, test } from '../e2e/harness/test';
import { figure } from './figure';
import { at, clock, type Clock } from './clock';

const COUNTS = (process.env.TOCSIN_BENCH_TRAY ?? '100,10000,100000').split(',').map(Number);
const EVENTS = Number(process.env.TOCSIN_BENCH_EVENTS ?? 200);
const CPU = 4;
const FINANCE = 'finance@demo.example';
const LIST = '/api/notifications?';

test.use({ serverFlags: ['--simulator', 'off', '--log', 'warn'] });

/** What the page holds, after everything that nobody needs is gone. */
async function held(page: Page, cdp: CDPSession): Promise<{ kilobytes: number; nodes: number; rows: number }> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const seen = await page.evaluate(() => ({
    program: (window as unknown as { program: { memory: WebAssembly.Memory } }).program.memory.buffer.byteLength,
    nodes: document.querySelectorAll('*').length,
    rows: document.querySelectorAll('article.item').length,
  }));
  return { kilobytes: (usedSize + seen.program) / 1000, nodes: seen.nodes, rows: seen.rows };
}

/** Scrolls so many frames, some rows in each, and gives the longest frame. */
function scroll(page: Page, frames: number, step: number): Promise<number> {
  return page.evaluate(
    ([frames, step]) =>
      new Promise<number>((done) => {
        let list: Element | null = document.getElementById('feed');
        while (list && list.scrollHeight <= list.clientHeight + 1) list = list.parentElement;
        const box = list ?? document.scrollingElement!;
        let [left, longest, before] = [frames, 0, performance.now()];
        const frame = (now: number) => {
          longest = Math.max(longest, now - before);
          before = now;
          if ((left -= 1) < 0) return done(longest);
          box.scrollTop += step;
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }),
    [frames, step] as const,
  );
}

async function open(page: Page, time: Clock, say: (what: string) => string): Promise<void> {
  const firstRows = time.drawn('article.item .item__title', LIST);
  await page.goto('/staff/tray', { waitUntil: 'commit' });
  figure(say('first rows after the answer'), await firstRows, 'ms', 200);
}

for (const count of COUNTS) {
  test(`the tray with ${count} notifications`, async ({ browser, server }) => {
    test.setTimeout(600_000);
    await server.stock(count - 1, FINANCE);
    const office = await Officer.signIn(server, SECOND_OFFICER);
    await office.tell({ user: FINANCE, targetType: 'FailedDirectDebits', message: 'The newest' });
    const say = (what: string) => `tray of ${count.toLocaleString('en-GB')}, CPU ${CPU}×: ${what}`;
    const { page, context }: Desk = await openTray(browser, server, FINANCE, '/staff/device');
    const cdp = await context.newCDPSession(page);
    const time = await clock(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: CPU });
    await open(page, time, say);

    const tabs = page.getByRole('navigation', { name: 'Which notifications' });
    await time.settled();
    const filtered = time.after(LIST);
    await tabs.getByRole('link', { name: /^To decide/ }).click();
    figure(say('another filter, from the click'), await filtered, 'ms');
    const back = time.after(LIST);
    await tabs.getByRole('link', { name: 'All', exact: true }).click();
    await back;

    await time.settled();
    const newest = page.getByRole('article').filter({ hasText: 'The newest' });
    const read = time.gone(`#${await newest.getAttribute('id')}[data-look~="unread"]`);
    await newest.getByRole('button', { name: /^Mark read/ }).click();
    figure(say('marked read, from the click'), await read, 'ms');

    await page.getByRole('checkbox').first().check();
    const bar = page.getByRole('group', { name: 'Selected' });
    const chosen = time.reads('.bulk__count', '^[1-9][0-9]+ ');
    await bar.getByRole('button', { name: 'Select all shown' }).click();
    const took = await chosen;
    const several = Number.parseInt(await bar.getByRole('status').innerText(), 10);
    expect(several).toBeGreaterThanOrEqual(50);
    figure(say(`${several} selected, from the click`), took, 'ms');
    const acted = time.gone('.bulk');
    await bar.getByRole('button', { name: 'Mark read' }).click();
    figure(say(`${several} marked read, from the click`), await acted, 'ms');
    // They are sent when they cannot be taken back any more.
    await page.waitForResponse((answer) => answer.url().endsWith('/api/notifications/actions'));
    await time.settled();

    if (count > 100) {
      const next = time.after('before=', 'scroll');
      // To the end of what is loaded.
      await scroll(page, 1, 1_000_000);
      figure(say('the next page, from the scrolling'), await next, 'ms');
      await scroll(page, 1, -1_000_000);
      await time.settled();
    }

    figure(say('longest frame of 120 while scrolling'), await scroll(page, 120, 120), 'ms');
    // 600 rows are kept, however many were seen; from then on nothing may grow but what the browser keeps of its own.
    await scroll(page, 250, 400);
    await time.settled();
    const early = await held(page, cdp);
    figure(say('elements of the page'), early.nodes, '');
    figure(say('rows of the page'), early.rows, '', 100);
    await scroll(page, 600, 400);
    await time.settled();
    const late = await held(page, cdp);
    figure(say('rows of the page after scrolling on'), late.rows, '', 100);
    figure(say('memory'), late.kilobytes, 'KB');
    figure(say('growth of memory over 2,400 rows of scrolling'), late.kilobytes - early.kilobytes, 'KB', 2_000);
    await context.close();
  });
}

test('from an event to the bell of another tab', async ({ browser, server }) => {
  test.setTimeout(300_000);
  const { context } = await openTray(browser, server, FINANCE);
  const other = await openTab(context, '/staff/device');
  const office = await Officer.signIn(server, SECOND_OFFICER);
  const took: number[] = [];
  const bell = other.page.getByRole('link', { name: /^Notifications: \d+ unread$/ });
  const had = Number.parseInt((await bell.getAttribute('aria-label'))!.replace(/\D/g, ''), 10);
  for (let round = 1; round <= EVENTS; round += 1) {
    const seen = other.page.evaluate(
      (name) =>
        new Promise<number>((done) => {
          const bell = document.querySelector('.frame__bell')!;
          const look = () => bell.getAttribute('aria-label') === name && (watch.disconnect(), done(Date.now()));
          const watch = new MutationObserver(look);
          watch.observe(bell, { attributes: true });
          look();
        }),
      `Notifications: ${had + round} unread`,
    );
    const begun = Date.now();
    await office.tell({ user: FINANCE, targetType: 'FailedDirectDebits', message: `Event ${round}` });
    took.push((await seen) - begun);
  }
  took.sort((a, b) => a - b);
  figure('event to the bell of another tab, p50', at(took, 0.5), 'ms');
  figure('event to the bell of another tab, p99', at(took, 0.99), 'ms', 1_000);
  expect(took.length).toBe(EVENTS);
  await context.close();
});
