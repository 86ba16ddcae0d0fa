// The server, as far as a press can tell: keys with their answers, one open callout a person, sessions and refusals.

/** What it may say to every press; `details` are what a reduced press leaves out. */
export const MOODS = ['takes', 'takes', 'takes', 'takes', 'refuses details', 'refuses', 'fails', 'still storing', 'too many', 'portal'];
const STATUS = { fails: 503, 'still storing': 409, 'too many': 429 };
const REFUSALS = [400, 403, 413, 422];

export class Server {
  mood = 'takes';
  /** Who is signed in on this phone. */
  user = 'ada';
  /** Every key that was stored, by its owner: the body, and the callout that it made or joined. */
  stored = new Map();
  callouts = [];
  config = { armingSeconds: 3 };
  /** Every request that arrived, with its answer's status. */
  log = [];
  wrong = [];
  refused = 0;

  constructor(world) {
    this.world = world;
  }

  /** What was stored under a key, whoever sent it. */
  find(key) {
    return [...this.stored.values()].find((stored) => stored.key === key);
  }

  answer(path, request) {
    const [status, body] = this.#answer(path, request);
    this.log.push({ path, status, key: request.headers?.['Idempotency-Key'], body: request.body });
    return [status, body];
  }

  /** The presses among them. */
  get posts() {
    return this.log.filter(({ path }) => path === '/api/callouts');
  }

  #answer(path, request) {
    if (path === '/api/session') return [200, { user: this.user && { id: this.user }, config: this.config }];
    if (!this.user) return [401];
    const named = request.headers['Tocsin-User'];
    if (named && named !== this.user) return [409];
    if (path === '/api/callouts') return this.#press(request.headers['Idempotency-Key'], request.body);
    return this.#report(+path.split('/')[3]);
  }

  #press(key, body) {
    const id = `${this.user} ${key}`, known = this.stored.get(id);
    if (known && known.body !== body) this.wrong.push(`the key ${key} came with another body`);
    if (known) return [200, { id: known.callout.id }];
    if (this.mood === 'portal') return [200, undefined];
    if (STATUS[this.mood]) return [STATUS[this.mood]];
    const details = JSON.parse(body);
    if (this.mood === 'refuses' || (this.mood === 'refuses details' && details.responseTypeId)) {
      this.refused += 1;
      return [REFUSALS[this.world.between(0, REFUSALS.length)]];
    }
    let callout = this.callouts.find((callout) => callout.owner === this.user && !callout.isClosed);
    if (!callout) this.callouts.push(callout = { id: this.callouts.length + 1, owner: this.user });
    this.stored.set(id, { key, body, owner: this.user, callout, at: this.world.now });
    return [201, { id: callout.id }];
  }

  #report(id) {
    const callout = this.callouts[id - 1];
    if (callout?.owner !== this.user) return [404];
    const firstAcknowledgedAt = callout.acknowledgedAt && new Date(callout.acknowledgedAt).toISOString();
    return callout.isClosed ? [409] : [200, { callout: { status: 'created', firstAcknowledgedAt } }];
  }
}
