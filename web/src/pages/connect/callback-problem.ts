/** What to do about a connection that the broker's page did not bring back. */
const SENTENCES: Readonly<Record<string, string>> = {
  oauth_denied:
    'You did not allow the access at Coinbase. Nothing was read. You can try again whenever you like.',
  oauth_state_invalid:
    'The way back from Coinbase took too long or came from another window. Start again from here.',
  broker_unavailable: 'Coinbase did not answer. Wait a minute and try again.',
  broker_answer_malformed:
    'Coinbase answered in a way that could not be read. Try again, or upload an export meanwhile.',
  broker_rate_limited: 'Coinbase asks for fewer requests. Wait a minute and try again.',
};

export function callbackProblem(code: unknown): string | undefined {
  if (typeof code !== 'string') return undefined;
  return (
    SENTENCES[code] ??
    'Something went wrong on the way back from Coinbase. Try again, or upload an export meanwhile.'
  );
}
