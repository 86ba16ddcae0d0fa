// A push service (RFC 8030) with the keys of a browser, so that it can decrypt what the server sends (RFC 8291). A test then
// delivers it to the browser.
import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Pushed {
  title: string;
  tag?: string;
  receipt?: string;
}

export class PushService {
  private readonly keys = createECDH('prime256v1');
  private readonly secret = randomBytes(16);
  private readonly server: Server;

  /** `hear` receives every message for this device. */
  private constructor(hear: (message: Pushed) => void) {
    this.keys.generateKeys();
    this.server = createServer((request, answer) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        answer.writeHead(201, { Location: `${this.endpoint}/message/1` }).end();
        hear(JSON.parse(this.open(Buffer.concat(parts))));
      });
    });
  }

  static async start(hear: (message: Pushed) => void): Promise<PushService> {
    const service = new PushService(hear);
    service.server.listen(0, '127.0.0.1');
    await once(service.server, 'listening');
    return service;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/device`;
  }

  /** The result of `PushSubscription.toJSON()`. */
  get subscription() {
    return { endpoint: this.endpoint, keys: { p256dh: this.keys.getPublicKey('base64url'), auth: this.secret.toString('base64url') } };
  }

  stop(): void {
    this.server.close();
  }

  private open(body: Buffer): string {
    const salt = body.subarray(0, 16);
    const sender = body.subarray(21, 21 + body[20]);
    const sealed = body.subarray(21 + body[20]);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.keys.getPublicKey(), sender]);
    const shared = Buffer.from(hkdfSync('sha256', this.keys.computeSecret(sender), this.secret, info, 32));
    const key = Buffer.from(hkdfSync('sha256', shared, salt, 'Content-Encoding: aes128gcm\0', 16));
    const nonce = Buffer.from(hkdfSync('sha256', shared, salt, 'Content-Encoding: nonce\0', 12));
    const opener = createDecipheriv('aes-128-gcm', key, nonce);
    opener.setAuthTag(sealed.subarray(-16));
    const padded = Buffer.concat([opener.update(sealed.subarray(0, -16)), opener.final()]);
    return padded.subarray(0, padded.lastIndexOf(2)).toString();
  }
}
