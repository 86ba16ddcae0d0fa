/* Where the phone is. Accuracies and stamps by the rule of the tracker and the server
   (crates/wire/src/accuracy.rs, stamp.rs). */
import { stamp } from './record.js';

/** How long a position is sent with a press, and preferred to one of unknown accuracy. */
const NEW = 120e3;
const HOLDS = 20e3;
/** No position is older, and none is from the future: such a time is from another clock, and proves nothing about the position. */
const OLDEST = 2592e6;
/** Half the circumference of the globe: a larger radius means nothing. */
const LARGEST = 2004e4;

/**
 * @param {{coords: {latitude: number, longitude: number, accuracy: number}, timestamp: number}} found
 * @param {number} wall  when it arrived
 */
export function fixOf({ coords: { latitude, longitude, accuracy }, timestamp }, wall) {
  return {
    latitude, longitude,
    accuracy: accuracy > 0 && accuracy < LARGEST ? accuracy : undefined,
    recordedAt: stamp(timestamp > wall - OLDEST && timestamp < wall ? timestamp : wall),
  };
}

/** Unknown accuracy ranks last. */
export const isBetter = (fresh, known, age) => !known || fresh.accuracy || !known.accuracy || age > HOLDS;

let watch, at, why;
export let fix;

export function stopLocating() {
  if (watch != null) navigator.geolocation.clearWatch(watch);
  watch = null;
}

/** @param {(isFirst: boolean) => void} onChange */
export function locate(onChange) {
  if (watch != null) return;
  watch = navigator.geolocation?.watchPosition((found) => {
    const mono = performance.now(), fresh = fixOf(found, Date.now()), isFirst = !fix;
    if (!isBetter(fresh, fix, mono - at)) return;
    fix = fresh;
    at = mono;
    onChange(isFirst);
  }, ({ code }) => {
    why = ['', 'denied', 'unavailable', 'timeout'][code];
    if (code == 1) stopLocating();
  }, { enableHighAccuracy: true, timeout: 2e4, maximumAge: 0 });
}

/** The position sent with a press. */
export const recentFix = () => performance.now() - at < NEW ? fix : undefined;

/** The content of a heartbeat: the position, or why there is none. */
export const report = () => fix || { noFix: why || 'timeout', recordedAt: stamp(Date.now()) };
