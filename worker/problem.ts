import { PROBLEM_STATUS, type Problem, type ProblemCode } from '../contracts/problems.ts';

/** What each problem tells the person to do. */
const DETAIL: Record<ProblemCode, string> = {
  invalid_request:
    'Some fields are missing or not of the right form. Correct the fields named below and send it again.',
  malformed_json: 'The body is not readable JSON. Check it for a missing bracket or quote and send it again.',
  password_too_short:
    'Choose a password of at least 15 characters (8 where a second factor is set up). A sentence you can remember works well.',
  password_too_long: 'Choose a password of at most 128 characters.',
  password_common:
    'This password is easy to guess: it is on the lists that are tried first, or made of your address or our name. Choose another.',
  password_breached:
    'This password was found in data stolen elsewhere, so that it is on lists that are tried first. Choose another.',
  password_wrong: 'This is not your present password. Enter it again.',
  second_factor_wrong:
    'This code is not right or was used already. Enter the one that your app shows now, or a recovery code that is left.',
  reset_invalid: 'This link was used already or is more than half an hour old. Ask for a new one.',
  oauth_state_invalid:
    'This connection attempt has expired or was started elsewhere. Go to Connect and start it again from this browser.',
  oauth_denied:
    'You did not allow access at the broker, so nothing was connected. Start again when you are ready.',
  bought_after_sale:
    'What was sold cannot have been bought after the sale. Enter an earlier time, or leave it out.',
  file_unreadable:
    'This file cannot be read as CSV text. Export it again from your broker and upload the file unchanged.',
  file_format_unknown:
    'The header row is not that of a known export. Say which column holds what, and upload it again.',
  mapping_invalid:
    'A column of the mapping is not in the header of this file, or is named twice. Choose the columns again.',
  api_key_invalid:
    'The broker does not accept this key. Copy the key and its secret again, and check that it has not expired or is bound to an address.',
  api_key_can_trade:
    'This key can do more than read, so it was refused and not kept. Make a key that can only view, and enter that one.',
  oauth_unavailable: 'This broker is connected by a key of your own. Enter the key and its secret.',
  price_needed: 'The price of this product cannot be read right now. Enter the price that you have in mind.',
  quantity_needed:
    'You have no buys against this currency that a usual size could be taken from. Enter a quantity.',
  unauthenticated: 'You are not signed in, or your session has ended. Sign in and try again.',
  credentials_wrong: 'E-mail and password do not match. Check both and try again.',
  second_factor_required:
    'This account asks for a second factor. Enter the code that your authenticator app shows, or a recovery code.',
  signature_invalid:
    'The signature of this request does not hold. Sign it anew, with a fresh nonce and the time of now, with a key that is in force.',
  csrf_failed: 'This page is out of date. Reload it and try again.',
  origin_refused:
    'This request did not come from the app, so it was refused. Open the app itself and try again.',
  invite_required: 'Connecting this broker is open to invited accounts only. Upload an export meanwhile.',
  not_found: 'There is nothing here that you can see. Check the address, or go back to the list.',
  broker_unknown: 'This broker is not supported. Choose one from the Connect page.',
  product_unknown:
    'No market that we can read has this product, and you have never traded it. Check how it is written, such as BTC-USD.',
  second_factor_active: 'A second factor is set up already. Turn it off first to set up another.',
  second_factor_inactive: 'No second factor is set up. Set one up first.',
  idempotency_in_progress:
    'A request with this Idempotency-Key is still under way. Wait a moment and send the same again to get its answer.',
  idempotency_key_reused:
    'This Idempotency-Key was used for another request. Send a new key with each new request.',
  trade_not_read:
    'This trade is not read yet, so that there is nothing to reckon with. Try again in a moment.',
  basis_unknown:
    'What was sold here has no known cost, so that no result can be reckoned. Enter its cost on the trade’s page, or fetch older history.',
  no_candles:
    'No source of prices has this product at that time, so that nothing can be simulated. Try another trade.',
  simulation_too_large:
    'This takes more candles than one answer can hold: of too many products, or of lots that were held for too long. Ask for a shorter period.',
  no_hour_closed: 'No hour has closed since this trade. Try again within the hour.',
  broker_not_connected: 'No broker is connected yet. Connect one, or upload a file, and import then.',
  nothing_held: 'By your books nothing of this product is held. Enter the quantity that you have in mind.',
  broker_paused: 'This connection is paused. Resume it on the Connect page and import then.',
  broker_revoked: 'This connection was ended. Connect the broker again on the Connect page.',
  broker_region_blocked:
    'The broker does not serve the region that this service runs in. Upload an export instead.',
  rules_contradict:
    'This rule contradicts another of yours, so that nobody could keep both. Change its limit, or switch the other off first.',
  payload_too_large:
    'This is larger than allowed (1 MiB; files 25 MiB). Split it, or export a shorter period.',
  unsupported_media_type:
    'Send JSON with content-type application/json (or a file as multipart/form-data), uncompressed.',
  upgrade_required: 'This address speaks WebSocket only.',
  rate_limited: 'Too many requests in a short time. Wait for the time that Retry-After names and try again.',
  too_many_sockets: 'Five tabs are connected already. Close one of them and reload this page.',
  headers_too_large:
    'This request carries more headers than any browser sends. Remove some, or clear the cookies of this site, and try again.',
  internal:
    'Something went wrong on our side and was logged. Try again; if it stays, tell us the request id.',
  broker_unavailable:
    'The broker does not answer properly right now. Nothing was lost; try again in a few minutes.',
  broker_answer_malformed:
    'The broker sent an answer that cannot be read. Nothing was stored of it; try again later.',
  broker_rate_limited:
    'The broker asks us to slow down. Nothing was lost; we go on by ourselves as soon as it lets us.',
  unavailable: 'The service is not ready right now. Nothing was lost; try again in a few seconds.',
};

export interface ProblemExtras {
  detail?: string;
  fields?: { path: string; message: string }[];
  retryAfterS?: number;
}

/** A refusal on its way to the one place that answers it. Thrown by routes and middleware only; use cases return values. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly extras: ProblemExtras;

  constructor(code: ProblemCode, extras: ProblemExtras = {}) {
    super(code);
    this.code = code;
    this.extras = extras;
  }
}

export function sentenceOf(code: ProblemCode): string {
  return DETAIL[code];
}

export function problemResponse(code: ProblemCode, requestId: string, extras: ProblemExtras = {}): Response {
  const status = PROBLEM_STATUS[code];
  const body: Problem = {
    type: `urn:ai-trading-twin:problem:${code}`,
    title: code.replaceAll('_', ' '),
    status,
    detail: extras.detail ?? DETAIL[code],
    code,
    requestId,
    ...(extras.fields && { fields: extras.fields }),
  };
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  };
  if (extras.retryAfterS !== undefined) headers['retry-after'] = String(extras.retryAfterS);
  return Response.json(body, { status, headers });
}
