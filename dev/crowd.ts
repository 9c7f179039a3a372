/** By this header each client says which of many people it is, where one machine plays them all. */
export const CROWD_HEADER = 'x-test-client';

/** Environment of a stack of tests or benchmarks, whose people sign up by the hundred and import again and again. */
export const CROWD = { CLIENT_IP_HEADER: CROWD_HEADER, IMPORTS_PER_MINUTE: '1000' };
