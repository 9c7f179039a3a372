import type { Report } from './report.ts';
import type { World } from './world.ts';

export interface Scenario {
  name: string;
  /** Whether it is part of the quick half. */
  quick: boolean;
  /** It has a bound in time that a neighbour on the same processors would break. */
  alone?: true;
  /** Breaks something, and reports what held. `quick`: as short as it can be. */
  run(world: World, report: Report, how: { quick: boolean }): Promise<void>;
}
