import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to the Worker that can go dead: connections stay open at both ends, and nothing passes any more, as after a pulled cable. */
export class TcpGate {
  readonly #sockets = new Set<Socket>();
  readonly #server;
  #port = 0;

  private constructor(targetPort: number) {
    this.#server = createServer((near) => {
      const far = connect(targetPort, '127.0.0.1');
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(from);
        from.on('error', () => to.destroy());
        from.on('close', () => {
          this.#sockets.delete(from);
          to.destroy();
        });
        from.pipe(to);
      }
    });
  }

  static async start(target: string): Promise<TcpGate> {
    const gate = new TcpGate(Number(new URL(target).port));
    gate.#server.listen(0, '127.0.0.1');
    await once(gate.#server, 'listening');
    const address = gate.#server.address();
    if (!address || typeof address === 'string') throw new Error('The gate has no port.');
    gate.#port = address.port;
    return gate;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  goDead(): void {
    for (const socket of this.#sockets) {
      socket.unpipe();
      socket.pause();
    }
  }

  /** New connections pass again; the dead ones are cut off. */
  heal(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.heal();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
