import type { Scenario } from './scenario.ts';
import { badFrames } from './scenarios/bad-frames.ts';
import { brokerAccess } from './scenarios/broker-access.ts';
import { brokerBreaker } from './scenarios/broker-breaker.ts';
import { brokerEndless, brokerNonsense } from './scenarios/broker-nonsense.ts';
import { brokerOddRows } from './scenarios/broker-odd-rows.ts';
import { brokerDown, brokerOutages } from './scenarios/broker-outages.ts';
import { brokerHourLong, brokerRateLimited } from './scenarios/broker-rate-limited.ts';
import { brokerWithoutTls } from './scenarios/broker-without-tls.ts';
import { burst } from './scenarios/burst.ts';
import { clocks } from './scenarios/clocks.ts';
import { connectsAtOnce } from './scenarios/connects-at-once.ts';
import { cron } from './scenarios/cron.ts';
import { csvBesideApi } from './scenarios/csv-beside-api.ts';
import { deadlock } from './scenarios/deadlock.ts';
import { digestBeforeScore } from './scenarios/digest-before-score.ts';
import { eviction } from './scenarios/eviction.ts';
import { impatientClicks } from './scenarios/impatient-clicks.ts';
import { joinedAfterKill } from './scenarios/joined-after-kill.ts';
import { kills } from './scenarios/kills.ts';
import { killsAroundAppend } from './scenarios/kills-around-append.ts';
import { messagesDuplicated, messagesReversed } from './scenarios/messages.ts';
import { oracles } from './scenarios/oracles.ts';
import { outboxPartitions } from './scenarios/outbox-partitions.ts';
import { parallelImports } from './scenarios/parallel-imports.ts';
import { poison } from './scenarios/poison.ts';
import { postgresFull, postgresPaused, postgresStopped } from './scenarios/postgres-away.ts';
import { postgresSlow, postgresTerminated } from './scenarios/postgres-hostile.ts';
import { reflectionsWithoutCandles } from './scenarios/reflections-without-candles.ts';
import { scoreInImport } from './scenarios/score-in-import.ts';
import { slowReader } from './scenarios/slow-reader.ts';
import { trueTimes } from './scenarios/true-times.ts';
import { twoExports } from './scenarios/two-exports.ts';
import { undisturbed } from './scenarios/undisturbed.ts';

/** In the order in which they run. */
export const SCENARIOS: readonly Scenario[] = [
  undisturbed,
  oracles,
  kills,
  joinedAfterKill,
  killsAroundAppend,
  trueTimes,
  impatientClicks,
  postgresStopped,
  postgresPaused,
  postgresFull,
  postgresTerminated,
  postgresSlow,
  deadlock,
  ...brokerRateLimited,
  brokerHourLong,
  reflectionsWithoutCandles,
  brokerOutages,
  brokerDown,
  brokerWithoutTls,
  brokerNonsense,
  brokerEndless,
  brokerOddRows,
  brokerAccess,
  brokerBreaker,
  parallelImports,
  csvBesideApi,
  twoExports,
  scoreInImport,
  messagesDuplicated,
  messagesReversed,
  digestBeforeScore,
  poison,
  burst,
  slowReader,
  badFrames,
  connectsAtOnce,
  eviction,
  cron,
  clocks,
  outboxPartitions,
];
