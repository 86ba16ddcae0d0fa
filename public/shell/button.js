/* The fingers: a tap, a hold of a second, Enter and Space. */
const HOLD = 1e3;
/** The click that ends a hold comes right behind it. */
const ITS_CLICK = 500;

/** @param {HTMLElement} button @param {(atOnce?: number) => void} tap */
export function listenToButton(button, tap) {
  let timer, isHeld, released;
  // A finger that slid off makes no click, so the next one is another touch.
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
  // Without an answer: `false` would keep a key from pressing the button.
  button.onkeydown = (event) => {
    if (event.repeat) event.preventDefault();
  };
  button.onclick = () => {
    if (!(released && performance.now() - released < ITS_CLICK)) tap();
    released = 0;
  };
}
