import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** The driver with all that it imports, as one ES module. Written nowhere. */
export async function buildDriver(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: fileURLToPath(new URL('./driver.ts', import.meta.url)), formats: ['es'] },
      rolldownOptions: { external: /^(cloudflare|node):/ },
    },
  });
  const outputs = [built].flat().flatMap((result) => ('output' in result ? result.output : []));
  const [module] = outputs;
  if (module?.type !== 'chunk' || outputs.length !== 1) throw new Error('The driver is not one module.');
  return module.code;
}
