/** What the global setup hands to the tests in workerd. */
declare module 'vitest' {
  interface ProvidedContext {
    workerVars: Record<string, string>;
    simUrl: string;
    /** The simulated Binance. */
    binanceUrl: string;
  }
}

export {};
