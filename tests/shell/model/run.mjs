// Lives through histories: `node run.mjs <first seed> <how many>`. A process of its own, because the test runner follows every
// promise, and there are millions.
import { live } from './history.mjs';

const [first, count] = process.argv.slice(2).map(Number);
try {
  for (let seed = first; seed < first + count; seed += 1) await live(seed);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
