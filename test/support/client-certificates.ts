/**
 * Certificates made for the tests with openssl (prime256v1, self-signed, a hundred years), in base64. Whether a chain holds is the edge's to say, so
 * that nobody here asks who signed them.
 */

/** DNS:Reports.example.com, URI:spiffe://twin.example/reports */
export const REPORTS =
  'MIIBiDCCAS6gAwIBAgIUDVsh06hMnSfRA+EIBpjYr0/bqXEwCgYIKoZIzj0EAwIwEjEQMA4GA1UEAwwHcmVwb3J0czAgFw0yNjExMjgwOTM0MDVaGA8yMTI2MTEwNDA5MzQwNVowEjEQMA4GA1UEAwwHcmVwb3J0czBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABDJoJmuS36Vc1X2roa+2b0qCfvdwkZe41fkJBuMkJawP9IFNUPD5EtdFQZBuH1nw/fvnJ8NBkcj/n5UIomu1l1ujYDBeMD0GA1UdEQQ2MDSCE1JlcG9ydHMuZXhhbXBsZS5jb22GHXNwaWZmZTovL3R3aW4uZXhhbXBsZS9yZXBvcnRzMB0GA1UdDgQWBBRlO10Bn5Yg72ODhZx+CbR8ebri+zAKBggqhkjOPQQDAgNIADBFAiEAxuJQWixfayv69M8gjZ1nW67UTW6d8roheXGwhw/XO5ICID0oAAzn9G4hJqAQkWSQzcsUD53jSdCPpsElVcVJq0Du';

/** No subject alternative name; CN=reports.example.com */
export const NAMELESS =
  'MIIBbDCCARKgAwIBAgIURhCIUlCJPpRk9Jek7QSjpW5Q4CowCgYIKoZIzj0EAwIwHjEcMBoGA1UEAwwTcmVwb3J0cy5leGFtcGxlLmNvbTAgFw0yNjExMjgwOTM0MDVaGA8yMTI2MTEwNDA5MzQwNVowHjEcMBoGA1UEAwwTcmVwb3J0cy5leGFtcGxlLmNvbTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABDJoJmuS36Vc1X2roa+2b0qCfvdwkZe41fkJBuMkJawP9IFNUPD5EtdFQZBuH1nw/fvnJ8NBkcj/n5UIomu1l1ujLDAqMAkGA1UdEwQCMAAwHQYDVR0OBBYEFGU7XQGfliDvY4OFnH4JtHx5uuL7MAoGCCqGSM49BAMCA0gAMEUCIBKuLDyNR1n8ZmeWviZGKhbkhOPe3lbOlC+/n6ZOON2CAiEAulnM8agOZEQw+HERkz0qXT69Yl91YxdA4XwpFfCUmPI=';

/** One DNS name whose text is "evil.example, URI:spiffe://twin.example/reports" */
export const TWO_IN_ONE =
  'MIIBgDCCASWgAwIBAgIUJv57+wV0Mdc2x9BBHcvVLIztFUIwCgYIKoZIzj0EAwIwDzENMAsGA1UEAwwEZXZpbDAgFw0yNjExMjgwOTM0MDVaGA8yMTI2MTEwNDA5MzQwNVowDzENMAsGA1UEAwwEZXZpbDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABDJoJmuS36Vc1X2roa+2b0qCfvdwkZe41fkJBuMkJawP9IFNUPD5EtdFQZBuH1nw/fvnJ8NBkcj/n5UIomu1l1ujXTBbMDoGA1UdEQQzMDGCL2V2aWwuZXhhbXBsZSwgVVJJOnNwaWZmZTovL3R3aW4uZXhhbXBsZS9yZXBvcnRzMB0GA1UdDgQWBBRlO10Bn5Yg72ODhZx+CbR8ebri+zAKBggqhkjOPQQDAgNJADBGAiEAwqg/87yl/J1aJb1KquT/R8LCiKGyBz422APYooJKuw0CIQCn0rlugWF5YIFzxJ6ZPt456dPbwA+9N9hnRIPk1ir7Sg==';

/** email:reports.example.com, IP:127.0.0.1 */
export const OTHER_KINDS =
  'MIIBajCCAQ+gAwIBAgIUE51SGHydq29bE1hJyY7GMaupAikwCgYIKoZIzj0EAwIwDzENMAsGA1UEAwwEbWFpbDAgFw0yNjExMjgwOTM0MDVaGA8yMTI2MTEwNDA5MzQwNVowDzENMAsGA1UEAwwEbWFpbDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABDJoJmuS36Vc1X2roa+2b0qCfvdwkZe41fkJBuMkJawP9IFNUPD5EtdFQZBuH1nw/fvnJ8NBkcj/n5UIomu1l1ujRzBFMCQGA1UdEQQdMBuBE3JlcG9ydHMuZXhhbXBsZS5jb22HBH8AAAEwHQYDVR0OBBYEFGU7XQGfliDvY4OFnH4JtHx5uuL7MAoGCCqGSM49BAMCA0kAMEYCIQDdxm82QhyAYmU0qLExjZqB5Q1yTU0XNxLfgILuEAjPNQIhANr4xefokxIZtpMr2YnAFT8AU6XZHHTypfGI2xjqNQ1p';

/** `request.cf.tlsClientAuth` as the edge fills it in. */
export function tlsClientAuth(certificate: string, over: Record<string, unknown> = {}) {
  return {
    certPresented: '1',
    certVerified: 'SUCCESS',
    certRevoked: '0',
    certRFC9440: `:${certificate}:`,
    certRFC9440TooLarge: false,
    ...over,
  };
}
