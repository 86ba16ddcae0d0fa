// The shell stands in the page that a slow network brings first.
import assert from 'node:assert/strict';
import test from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { source } from './model/bundle.mjs';

test('the shell takes at most 5 KiB of the page, compressed', () => {
  const bytes = brotliCompressSync(source.shell).length;
  assert.ok(bytes <= 5 * 1024, `${bytes} bytes`);
  assert.ok(bytes > 1024, 'it is the shell');
});
