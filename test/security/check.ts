import type { Stack } from './stack.ts';

/** One of the 42. It answers the evidence against the product; nothing: it holds. */
export interface Check {
  number: number;
  name: string;
  run(stack: Stack): Promise<string[]>;
}

/** Evidence where something is not as it must be. */
export function expectThat(holds: boolean, otherwise: string): string[] {
  return holds ? [] : [otherwise];
}

export function expectEqual(what: string, got: unknown, wanted: unknown): string[] {
  const [a, b] = [JSON.stringify(got), JSON.stringify(wanted)];
  return a === b ? [] : [`${what}: ${a?.slice(0, 300)}, wanted ${b?.slice(0, 300)}`];
}
