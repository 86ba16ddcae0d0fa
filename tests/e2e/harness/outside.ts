// Systems outside the server in tests of deliveries: a receiver of webhooks, and a push service.
import { createECDH, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server as HttpServer } from 'node:http';
import { Webhook } from 'standardwebhooks';
import type { Api } from './control';

export interface Call {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A local endpoint that answers with one status after the other, and then always with the last. */
export class Endpoint {
  readonly calls: Call[] = [];

  private constructor(
    private readonly server: HttpServer,
    readonly url: string,
  ) {}

  static async answering(...statuses: number[]): Promise<Endpoint> {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
    const endpoint = new Endpoint(server, `http://127.0.0.1:${address.port}/hook`);
    server.on('request', (request, answer) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        endpoint.calls.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
        const status = statuses[Math.min(endpoint.calls.length, statuses.length) - 1] ?? 200;
        answer.writeHead(status).end(`answer ${endpoint.calls.length}`);
      });
    });
    return endpoint;
  }

  /** Verifies every call by the public library; it throws at a wrong signature. */
  verify(secret: string): void {
    const webhook = new Webhook(secret);
    for (const call of this.calls) webhook.verify(call.body, call.headers as Record<string, string>);
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** Registers a device whose push service is `endpoint`, as a browser would. */
export async function registerDevice(api: Api, endpoint: Endpoint): Promise<void> {
  const keys = createECDH('prime256v1');
  const p256dh = keys.generateKeys().toString('base64url');
  const body = { name: 'A phone', endpoint: endpoint.url, keys: { p256dh, auth: randomBytes(16).toString('base64url') } };
  await api.json('POST', '/push-subscriptions', body);
}
