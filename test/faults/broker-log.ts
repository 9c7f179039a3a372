import type { LoggedRequest } from '../../dev/simulator/request-log.ts';
import type { World } from './world.ts';

/** The broker's own record of who asked for what and when: it is no word of the product's. */

export function fillsRequests(world: World, account: string, since = 0): LoggedRequest[] {
  return world.broker.control.log
    .since(since)
    .filter((request) => request.path.endsWith('/fills') && request.account === account);
}

/** Requests that were refused for want of a valid token; of whom they were nobody can tell. */
export function refusedRequests(world: World, since: number): LoggedRequest[] {
  return world.broker.control.log.since(since).filter(({ status }) => status === 401);
}

export function tokenRequests(world: World, since: number): LoggedRequest[] {
  return world.broker.control.log.since(since).filter(({ path }) => path === '/oauth2/token');
}
