/* What this phone remembers between pages beside the press. Every store may be full or forbidden; then it is forgotten. */

/** What `act` gives, or nothing. */
const tried = (act) => { try { return act(); } catch {} };

/** What the operator configured, as last heard; and `user`, who was signed in last. */
export let config = tried(() => JSON.parse(localStorage.config)) || {};

/** @param {{user?: {id: string}, config: object}} session */
export function remember(session) {
  config = { ...session.config, user: session.user?.id || config.user };
  tried(() => { localStorage.config = JSON.stringify(config); });
}

/** The press that was made in this tab. */
export const pressHere = () => tried(() => sessionStorage.press);
export const rememberHere = (press) => tried(() => { sessionStorage.press = press; });

/** A month after its last drill this phone asks for the next. */
export const isDrillDue = () => !(Date.now() - tried(() => localStorage.drill) < 2592e6);

/** Whether the page may load again after wasm died: at most once in ten seconds, and never if nobody can count. */
export const mayReload = () => tried(() => {
  const now = Date.now(), last = +sessionStorage.died || 0;
  sessionStorage.died = now;
  return Math.abs(now - last) > 1e4;
});
