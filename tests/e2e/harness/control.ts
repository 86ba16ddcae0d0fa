// The control room by its API, for tests that do not need the controller's screen.
import { expect } from '@playwright/test';
import type { Server } from './server';

export const PASSWORD = 'tocsin-demo';

export interface Callout {
  id: number;
  status: string;
  acknowledged: boolean;
  cancelledByCustomer: boolean;
  [more: string]: unknown;
}

export interface Vehicle {
  id: number;
  available: boolean;
  [more: string]: unknown;
}

const OUTCOME = {
  incidentDetails: 'A door was forced. Nobody was inside.',
  anyInjuries: false,
  customerHappy: true,
  followUpRequired: false,
  situationNeutral: true,
  incidentCategoryId: 1,
};

/** An API client with a token. */
export class Api {
  constructor(
    private readonly server: Server,
    private readonly token: string,
  ) {}

  static async signIn<T extends typeof Api>(this: T, server: Server, email: string): Promise<InstanceType<T>> {
    const answer = await fetch(`${server.origin}/api/oauth/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email, password: PASSWORD }),
    });
    expect(answer.status, `a token for ${email}`).toBe(200);
    return new this(server, (await answer.json()).accessToken) as InstanceType<T>;
  }

  async call(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.server.origin}/api${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  }

  /** The response's body; anything but 2xx fails the test with the server's message. */
  async json<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.call(method, path, body);
    const text = await answer.text();
    expect(answer.ok, `${method} ${path}: ${answer.status} ${text.slice(0, 300)}`).toBe(true);
    return JSON.parse(text || 'null');
  }
}

export class ControlRoom extends Api {
  /** One step on a callout, like the buttons of the control page. */
  async act(callout: number, step: string, body: unknown = {}): Promise<void> {
    await this.json('POST', `/control/callouts/${callout}/${step}`, body);
  }

  async responders(): Promise<Vehicle[]> {
    return this.json('GET', '/control/responders');
  }

  async suppliers(): Promise<{ id: number; name: string }[]> {
    return this.json('GET', '/control/suppliers');
  }

  /** Dispatches the first available responder. */
  async dispatchFirst(callout: number): Promise<Vehicle> {
    const free = (await this.responders()).find((responder) => responder.available);
    if (!free) throw new Error('the demo has a free responder');
    await this.act(callout, 'dispatch', { responderId: free.id });
    return free;
  }

  async complete(callout: number): Promise<void> {
    await this.act(callout, 'complete', OUTCOME);
  }

  async close(callout: number): Promise<void> {
    await this.act(callout, 'close', OUTCOME);
  }
}
