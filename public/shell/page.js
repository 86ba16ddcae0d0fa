/* What the page runs. */
import { start } from './main.js';
import { TIME, time } from './view.js';

start();
setTimeout(time, 400, 1, TIME);
