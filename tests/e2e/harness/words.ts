// The alarm's words, read from the page that holds them, so that a better word does not break a test.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const page = readFileSync(fileURLToPath(new URL('../../../index.html', import.meta.url)), 'utf8');

/** What stands in `index.html` under `data-word="name"`. */
export function word(name: string): string {
  const text = new RegExp(`data-word="${name}"[^>]*>([^<]+)<`).exec(page)?.[1];
  if (text === undefined) throw new Error(`index.html has no data-word="${name}"`);
  return text;
}
