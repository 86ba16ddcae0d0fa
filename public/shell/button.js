/* Input on the button: a tap, a hold of a second, Enter and Space. */
const HOLD = 1e3;
/** The click at the end of a hold follows at once. */
const ITS_CLICK = 500;

/** @param {HTMLElement} button @param {(atOnce?: number) => void} tap */
export function listenToButton(button, tap) {
  let timer, isHeld, released;
  // A finger that slid off causes no click, so the next click belongs to another touch.
  const end = button.onpointerleave = button.onpointercancel = () => {
    clearTimeout(timer);
    isHeld = 0;
  };
  button.onpointerdown = () => {
    end();
    timer = setTimeout(() => {
      isHeld = 1;
      tap(1);
    }, HOLD);
  };
  button.onpointerup = () => {
    released = isHeld && performance.now();
    end();
  };
  button.oncontextmenu = (event) => event.preventDefault();
  // No return value: `false` would stop a key from pressing the button.
  button.onkeydown = (event) => {
    if (event.repeat) event.preventDefault();
  };
  button.onclick = () => {
    if (!(released && performance.now() - released < ITS_CLICK)) tap();
    released = 0;
  };
}
