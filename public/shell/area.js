/* The areas of the app: each has its frame, and the staff's and the television's a stylesheet that residents do not load. */
import { at } from './view.js';

/** @param {string} path */
export function enterArea(path) {
  const area = /^\/(staff|tv)(\/|$)/.exec(path)?.[1];
  document.documentElement.dataset.entry = area ?? 'resident';
  at('frame').hidden = !!area;
  if (area) at(area + '-css').disabled = false;
}
