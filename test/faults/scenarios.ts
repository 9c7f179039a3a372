import type { Scenario } from './scenario.ts';
import { joinedAfterKill } from './scenarios/joined-after-kill.ts';
import { kills } from './scenarios/kills.ts';
import { killsAroundAppend } from './scenarios/kills-around-append.ts';
import { oracles } from './scenarios/oracles.ts';
import { postgresFull, postgresPaused, postgresStopped } from './scenarios/postgres-away.ts';
import { postgresSlow, postgresTerminated } from './scenarios/postgres-hostile.ts';
import { trueTimes } from './scenarios/true-times.ts';
import { undisturbed } from './scenarios/undisturbed.ts';

/** In the order in which they run. */
export const SCENARIOS: readonly Scenario[] = [
  undisturbed,
  oracles,
  kills,
  joinedAfterKill,
  killsAroundAppend,
  trueTimes,
  postgresStopped,
  postgresPaused,
  postgresFull,
  postgresTerminated,
  postgresSlow,
];
