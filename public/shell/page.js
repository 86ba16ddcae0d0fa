/* What the page runs. */
import { start } from './main.js';

start();
