import { describe, expect, test } from 'vitest';
import {
  NAMELESS,
  OTHER_KINDS,
  REPORTS,
  TWO_IN_ONE,
  tlsClientAuth,
} from '../../test/support/client-certificates.ts';
import { allowedNames, certifiedName } from './client-certificate.ts';

const DNS = 'DNS:reports.example.com';
const URI = 'URI:spiffe://twin.example/reports';
const both = allowedNames(`${DNS},${URI}`);

describe('a client certificate', () => {
  test('names its client by a host name or a URI that is on the list', () => {
    expect(certifiedName(tlsClientAuth(REPORTS), both)).toBe(DNS);
    expect(certifiedName(tlsClientAuth(REPORTS), allowedNames(URI))).toBe(URI);
  });

  test('is compared by host names in any case, and by URIs to the letter', () => {
    expect(certifiedName(tlsClientAuth(REPORTS), allowedNames(' DNS:REPORTS.Example.com '))).toBe(DNS);
    expect(certifiedName(tlsClientAuth(REPORTS), allowedNames(URI.replace('reports', 'Reports')))).toBeNull();
  });

  test.each([
    ['the list is empty', REPORTS, ''],
    ['none of its names is on the list', REPORTS, 'DNS:other.example.com,DNS:example.com'],
    ['the list has a wildcard', REPORTS, 'DNS:*.example.com'],
    ['the list has the name without its kind', REPORTS, 'reports.example.com'],
    ['its name stands in the subject only', NAMELESS, DNS],
    ['its name is of another kind', OTHER_KINDS, DNS],
    ['one of its names looks like two', TWO_IN_ONE, `${DNS},${URI},DNS:evil.example`],
    ['it is no certificate', 'AAAA', DNS],
  ])('names nobody where %s', (_, certificate, list) => {
    expect(certifiedName(tlsClientAuth(certificate), allowedNames(list))).toBeNull();
  });

  test.each([
    ['did not verify', { certVerified: 'FAILED:self signed certificate' }],
    ['says NONE', { certVerified: 'NONE' }],
    ['knows to be revoked', { certRevoked: '1' }],
    ['left out for its size', { certRFC9440: '', certRFC9440TooLarge: true }],
    ['wrote otherwise', { certRFC9440: REPORTS }],
  ])('names nobody where the edge %s', (_, over) => {
    expect(certifiedName(tlsClientAuth(REPORTS, over), both)).toBeNull();
  });

  test.each([undefined, null, 'SUCCESS', {}])('names nobody where there is none: %j', (tls) => {
    expect(certifiedName(tls, both)).toBeNull();
  });
});
