/** Set by the Worker on a handshake that it has let through: the object trusts nothing else of the request but its query. */
export const FEED_HEADERS = { sessionId: 'x-feed-session' } as const;
