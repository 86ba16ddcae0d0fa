// One line of the result: what was measured, what it came to, and what it may come to.
import { expect, test } from '@playwright/test';


/** Records a figure; over its budget it fails, but what follows is measured all the same. */
export function figure(what: string, value: number, unit: string, most?: number, beside = ''): void {
  const number = (n: number) => n.toLocaleString('en-GB', { maximumFractionDigits: n < 10 ? 2 : 0 });
  const verdict = most === undefined ? '' : value <= most ? ` (budget ${number(most)}: kept)` : ` (budget ${number(most)}: OVER)`;
  const description = `${what.padEnd(58)} ${`${number(value)} ${unit}`.padStart(16)}${verdict}${beside && `  ${beside}`}`;
  test.info().annotations.push({ type: 'figure', description });
  if (most !== undefined) expect.soft(value, what).toBeLessThanOrEqual(most);
}
