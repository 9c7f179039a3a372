import { z } from 'zod';
import { startProduction } from '../../dev/production.ts';

/** The process that the harness kills: the production build under Miniflare, told by its parent where everything is. */

const StartSchema = z.object({
  vars: z.record(z.string(), z.string()),
  port: z.number(),
  persistTo: z.string(),
});
const OrderSchema = z.object({ id: z.number(), binding: z.string(), bodies: z.array(z.unknown()) });

process.once('message', (message) => {
  void run(StartSchema.parse(message));
});

async function run(options: z.output<typeof StartSchema>): Promise<void> {
  const production = await startProduction(options);
  process.on('message', (message) => {
    const { id, binding, bodies } = OrderSchema.parse(message);
    production.sendMessages(binding, bodies).then(
      () => process.send?.({ id, error: null }),
      (error: unknown) => process.send?.({ id, error: String(error) }),
    );
  });
  // A harness that is gone needs no Worker.
  process.once('disconnect', () => void production.stop().finally(() => process.exit(0)));
  process.send?.({ ready: production.origin });
}
