/* After five minutes a hidden page's own timers run once a minute; a worker's keep running. It only ticks. */
setInterval(() => postMessage(0), 1000);
