import { z } from 'zod';
import type { Stack } from './stack.ts';

export interface Route {
  method: string;
  /** As `/api/trades/{id}`. */
  path: string;
}

const DocumentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Every route that the product tells of itself. */
export async function routesOf(stack: Stack): Promise<Route[]> {
  const { paths } = DocumentSchema.parse(await (await stack.raw('GET', '/api/openapi.json')).json());
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ path, method: method.toUpperCase() })),
  );
}

/** What changes something in a user's name, and so needs a CSRF token. */
export async function mutatingRoutes(stack: Stack): Promise<Route[]> {
  return (await routesOf(stack)).filter(
    ({ method, path }) => !SAFE.has(method) && path.startsWith('/api/') && path !== '/api/csp-reports',
  );
}

/** A path with something in the place of each parameter. */
export function filled(path: string, id: string): string {
  return path.replaceAll('{broker}', 'coinbase').replaceAll('{id}', id);
}
