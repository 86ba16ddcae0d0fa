// The alarm's words, read from `index.html`, so that a changed text does not break a test.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const page = readFileSync(fileURLToPath(new URL('../../../index.html', import.meta.url)), 'utf8');

/** The text of `data-word="name"` in `index.html`. */
export function word(name: string): string {
  const text = new RegExp(`data-word="${name}"[^>]*>([^<]+)<`).exec(page)?.[1];
  if (text === undefined) throw new Error(`index.html has no data-word="${name}"`);
  return text;
}
