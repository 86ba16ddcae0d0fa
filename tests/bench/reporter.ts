// Prints each figure as soon as it is known, and at the end how many were over their budget.
import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';

export default class Figures implements Reporter {
  private broken = 0;

  onTestEnd(test: TestCase, result: TestResult): void {
    for (const figure of result.annotations.filter((note) => note.type === 'figure')) {
      console.log(figure.description);
    }
    if (result.status === 'passed') return;
    this.broken += 1;
    console.log(`    failed: ${test.title}: ${result.errors.map((error) => error.message?.split('\n')[0]).join('; ')}`);
  }

  onEnd(result: FullResult): void {
    console.log(result.status === 'passed' ? 'every budget is kept' : `${this.broken} measurements failed or are over their budget`);
  }
}
