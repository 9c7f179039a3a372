/** What the global setup hands to the configuration of the tests in workerd. */
declare module 'vitest' {
  interface ProvidedContext {
    worldsUrl: string;
  }
}

export {};
