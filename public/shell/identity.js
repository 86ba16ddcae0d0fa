/* What this phone stores between pages besides the press. Storage may be full or blocked; then it is lost. */

/** The result of `act`, or undefined if it throws. */
const tried = (act) => { try { return act(); } catch {} };

/** The operator's settings as last received; and `user`, the account signed in last. */
export let config = tried(() => JSON.parse(localStorage.config)) || {};

/** @param {{user?: {id: string}, config: object}} session */
export function remember(session) {
  config = { ...session.config, user: session.user?.id || config.user };
  tried(() => { localStorage.config = JSON.stringify(config); });
}

/** The press that was made in this tab. */
export const pressHere = () => tried(() => sessionStorage.press);
export const rememberHere = (press) => tried(() => { sessionStorage.press = press; });

/** A month after the last drill this phone suggests the next. */
export const isDrillDue = () => !(Date.now() - tried(() => localStorage.drill) < 2592e6);

/** Whether the page may reload after a panic of the app: at most once in ten seconds, and never without storage to count. */
export const mayReload = () => tried(() => {
  const now = Date.now(), last = +sessionStorage.died || 0;
  sessionStorage.died = now;
  return Math.abs(now - last) > 1e4;
});
