/* Draws the press. All texts are in index.html; here they are shown, hidden and given their times. */
import { face, isCancelled, isSaved, question } from './machine.js';
import { config } from './identity.js';
import { fix } from './place.js';

export const at = (id) => document.getElementById(id);
export const press = at('press');
const kinds = [...document.querySelectorAll('[name=kind]')], language = document.documentElement.lang;
export const TIME = { hour: '2-digit', minute: '2-digit', second: '2-digit' };
let shown;

/** The first call loads the locale's data, 60 ms on a slow phone: `page.js` makes it before a press. */
export const time = (at, style) => at ? new Date(at).toLocaleString(language, style) : '';

/** The chosen kind of help, if there is a choice. */
export const chosenKind = () => +kinds.find((kind) => kind.checked && !kind.disabled)?.value || undefined;

/** Kinds of help that this account may not request are hidden. A server without this setting allows all. */
function offerKinds(allowed) {
  for (const kind of kinds) kind.disabled = kind.parentElement.hidden = !!allowed && !allowed.includes(+kind.value);
  const first = kinds.find((kind) => !kind.disabled);
  if (first && !chosenKind()) first.checked = true;
}

function offerPhone(number, smsNumber) {
  const sms = at('press-sms');
  at('press-phone').href = 'tel:' + number.replace(/[^+\d]/g, '');
  at('press-number').textContent = number;
  sms.hidden = !smsNumber;
  const place = fix ? ` ${fix.latitude.toFixed(5)},${fix.longitude.toFixed(5)}` + (fix.accuracy ? ` (±${Math.round(fix.accuracy)} m)` : '') : '';
  sms.href = `sms:${smsNumber}?&body=` + encodeURIComponent(sms.dataset.text + place);
}

/** @param {*} s the machine's state @param {number} ahead how far the server's clock is ahead of the phone's */
export function draw(s, mono, ahead) {
  const state = face(s, mono), record = s.record || {}, hadFocus = press.contains(document.activeElement);
  Object.assign(press.dataset, { state, was: isCancelled(s) ? 'over' : '', asks: question(s) });
  press.toggleAttribute('data-again', !!(s.tracking && s.open));
  at('press-count').textContent = Math.max(1, Math.ceil((s.due - mono) / 1e3));
  at('press-old').textContent = time(record.pressedAt, { dateStyle: 'medium', timeStyle: 'short' });
  // One clock for all four: the phone's own, which is at the top of its screen.
  const steps = {
    saved: isSaved(s) && record.pressedAt,
    sending: state != 'refused' && record.sentAt,
    received: record.receivedAt,
    acknowledged: record.acknowledgedAt - ahead,
  };
  for (const step in steps) {
    const row = at('press-' + step);
    row.toggleAttribute('data-done', !!steps[step]);
    row.lastElementChild.textContent = time(steps[step], TIME);
  }
  offerKinds(config.responseTypes);
  offerPhone(config.alarmPhone || '112', config.alarmSms);
  at('press-signed-out').hidden = s.user !== null || state != 'idle';
  if (state == shown) return;
  if (shown) at('press-say').textContent = press.querySelector(`h1[data-when~=${state}]`)?.textContent || '';
  shown = state;
  if (hadFocus && !document.activeElement.offsetParent) press.focus();
}
