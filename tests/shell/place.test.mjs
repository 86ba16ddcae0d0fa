// Positions as phones hand them out, and the addresses that the installed app answers by itself.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { isOwnPage } from '../../public/shell/addresses.js';
import { fixOf, isBetter } from '../../public/shell/place.js';
import { stamp } from '../../public/shell/record.js';

const NOW = Date.UTC(2026, 5, 1, 12);
const found = (accuracy, timestamp) => ({ coords: { latitude: 51.5, longitude: -0.1, accuracy }, timestamp });

for (const [what, timestamp] of [
  ['microseconds', NOW * 1000],
  ['seconds', NOW / 1000],
  ['the year 2001', NOW - 25 * 365.25 * 86_400_000],
  ['a satellite clock that began anew 1024 weeks ago', NOW - 1024 * 7 * 86_400_000],
  ['tomorrow', NOW + 86_400_000],
  ['a second ahead', NOW + 1_000],
  ['the year 58883', 1.8e15],
  ['nothing', NaN],
  ['zero', 0],
]) {
  test(`a place whose stamp is ${what} is kept, with the time at which it arrived`, () => {
    const fix = fixOf(found(12, timestamp), NOW);
    assert.deepEqual([fix.latitude, fix.longitude, fix.accuracy, fix.recordedAt], [51.5, -0.1, 12, new Date(NOW).toISOString()]);
  });
}

test('an older place says so', () => {
  for (const age of [600_000, 29 * 86_400_000]) assert.equal(fixOf(found(12, NOW - age), NOW).recordedAt, new Date(NOW - age).toISOString());
});

test('a phone that does not know the year leaves the time to the server', () => {
  assert.equal(fixOf(found(12, 5_000), 6_000).recordedAt, undefined);
  assert.equal(stamp(NaN), undefined);
});

for (const accuracy of [0, -1, NaN, Infinity, 1e9, null, undefined]) {
  test(`the accuracy ${accuracy} is not known, and ranks last`, () => {
    const fix = fixOf(found(accuracy, NOW), NOW), known = fixOf(found(40, NOW), NOW);
    assert.equal(fix.accuracy, undefined);
    assert.ok(!isBetter(fix, known, 5_000));
    assert.ok(isBetter(known, fix, 5_000));
    assert.ok(isBetter(fix, undefined, NaN), 'better than nothing');
    assert.ok(isBetter(fix, known, 30_000), 'and than what is old');
  });
}

test('the installed app answers its own pages by itself, and leaves all else to the server', () => {
  for (const path of ['/', '/sign-in', '/me', '/notifications/6f0e', '/records/repair/5', '/drill', '/assistance/7']) assert.ok(isOwnPage(path), path);
  for (const path of ['/d/f00', '/api/documents/1', '/v2', '/v2/notifications', '/dev', '/dev/outbox', '/staff', '/staff/tray', '/tv', '/metrics', '/healthz', '/acknowledge/abc', '/respond', '/service', '/mein', '/constructor'])
    assert.ok(!isOwnPage(path), path);
});

test('the pages that the installed app answers are those of the route table', () => {
  const table = readFileSync(new URL('../../src/links.rs', import.meta.url), 'utf8');
  const paths = [...table.matchAll(/pub const \w+: &str = "(\/[^"]*)";/g)].map(([, path]) => path);
  assert.ok(paths.includes('/sign-in'));
  const others = (path) => path.startsWith('/staff') || path === '/tv';
  for (const path of paths) assert.equal(isOwnPage(path), !others(path), path);
});
