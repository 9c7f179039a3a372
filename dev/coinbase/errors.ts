import type { SimResponse } from '../simulator/exchange.ts';
import type { Fault } from '../simulator/faults.ts';

/** The error shape of api.coinbase.com. */
export function apiError(status: number, id: string, message: string, headers = {}): SimResponse {
  return { status, headers, body: { errors: [{ id, message }] } };
}

/** The error shape of Advanced Trade for arguments it does not take. */
export function invalidArgument(message: string): SimResponse {
  return { status: 400, body: { error: 'INVALID_ARGUMENT', error_details: message, message } };
}

/** A fault that names a status and no body says what Coinbase would say. */
export function inCoinbasesWords(fault: Fault): Fault {
  const { status } = fault;
  if (status === undefined || fault.body !== undefined) return fault;
  return { ...fault, body: usualBody(status) };
}

function usualBody(status: number): unknown {
  if (status === 429) return apiError(status, 'rate_limit_exceeded', 'Too many requests').body;
  if (status === 401) return apiError(status, 'invalid_token', 'The access token is invalid').body;
  if (status === 404) return apiError(status, 'not_found', 'Not found').body;
  if (status >= 500) return apiError(status, 'internal_server_error', 'Something went wrong').body;
  return {};
}
