/** Below this it is time for new ones. */
const FEW = 3;

export function tellCodesLeft(left: number): string {
  if (left === 0)
    return 'No recovery code is left. Make new ones now: without them, a lost phone locks you out.';
  const count = `${left} recovery ${left === 1 ? 'code is' : 'codes are'} left.`;
  return left < FEW ? `${count} Make new ones soon.` : count;
}

/** As it is typed off a screen: in groups of four. */
export function groupSecret(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? '';
}

/** What is copied, downloaded and printed: it says what it is for when it is found again in a year. */
export function codesAsText(codes: readonly string[], email: string): string {
  const lines = ['AI Trading Twin: recovery codes', `Account: ${email}`, 'Each is good once.', '', ...codes];
  return `${lines.join('\n')}\n`;
}
