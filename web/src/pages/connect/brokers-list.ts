import { createEffect, createMemo, createResource, on } from 'solid-js';
import type { z } from 'zod';
import { BrokersResponseSchema, type ConnectionDto } from '../../../../contracts/brokers.ts';
import { get } from '../../api.ts';
import { isUnderWay } from '../../feed/imports.ts';
import { feed } from '../../feed/store.ts';
import { settled } from '../../ui/answered.tsx';

type BrokersResponse = z.infer<typeof BrokersResponseSchema>;

/** The brokers and the trader's connections, looked at anew whenever an import ends: they are read by themselves too. */
export function useBrokers() {
  const [answer, { refetch, mutate }] = createResource(() => get('/api/brokers', BrokersResponseSchema));
  // A look that fails takes nothing away that was seen before.
  const listed = createMemo<BrokersResponse | undefined>((before) => {
    const now = settled(answer);
    return now?.ok ? now.value : before;
  });
  const failure = () => {
    const now = settled(answer);
    return now?.ok === false ? now.problem : undefined;
  };
  const connectionOf = (broker: string) =>
    listed()?.connections.find((connection) => connection.broker === broker);
  const brokerOf = (broker: string) => listed()?.brokers.find((one) => one.broker === broker);
  /** Names, which stay the same from one look to the next: a card that is open stays as it is. */
  const shown = () =>
    listed()
      ?.brokers.filter(({ broker, auth }) => auth.length > 0 || connectionOf(broker) !== undefined)
      .map(({ broker }) => broker) ?? [];

  function update(connection: ConnectionDto): void {
    const now = listed();
    if (now === undefined) return;
    const before = now.connections.find((other) => other.broker === connection.broker);
    const others = now.connections.filter((other) => other !== before);
    // An answer to a change does not tell of imports.
    mutate({ ok: true, value: { ...now, connections: [...others, { ...before, ...connection }] } });
  }

  const lastEnded = createMemo(() => feed.imports().find(({ payload }) => !isUnderWay(payload))?.eventId);
  createEffect(on(lastEnded, () => void refetch(), { defer: true }));

  return { listed, failure, shown, brokerOf, connectionOf, update, refetch };
}
