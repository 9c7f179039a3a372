const GROUPS = 8;
/** Of an IPv6 address, what an access network gives to one customer: 64 bits. */
const NETWORK_GROUPS = 4;

/**
 * What is counted as one client: an IPv4 address, or the /64 of an IPv6 address, since whoever has one of these has all the others of it too. What is
 * no address is returned as it is.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1] !== undefined) return mapped[1];
  if (!/^[\da-f:]+$/i.test(address) || !address.includes(':')) return address;
  const [head = '', tail] = address.split('::', 2);
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  const zeros = Array.from({ length: Math.max(GROUPS - before.length - after.length, 0) }, () => '0');
  const all = tail === undefined ? before : [...before, ...zeros, ...after];
  return `${all.slice(0, NETWORK_GROUPS).join(':')}::/64`;
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':').map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''));
}
