import type { ProblemCode } from '../../../contracts/problems.ts';
import type { BrokerFailure } from '../../brokers/port.ts';

/** What a trader who is connecting is told of a broker that gave nothing. `denied`: what it means here that the broker said no. */
export function connectProblem(
  failure: BrokerFailure,
  denied: 'oauth_denied' | 'api_key_invalid',
): ProblemCode {
  switch (failure.kind) {
    case 'unauthorized':
    case 'refused':
      return denied;
    case 'blocked':
      return 'broker_region_blocked';
    case 'rate_limited':
      return 'broker_rate_limited';
    case 'malformed':
      return 'broker_answer_malformed';
    case 'unavailable':
    case 'resting':
      return 'broker_unavailable';
  }
}
