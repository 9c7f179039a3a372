import { resolve } from 'node:path';
import { cloudflare } from '@cloudflare/vite-plugin';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type Plugin } from 'vite';
import solid from 'vite-plugin-solid';
import { noJsonSchema } from './build/no-json-schema.ts';
import { subresourceIntegrity } from './build/subresource-integrity.ts';
import { SECURITY_HEADERS } from './worker/security/headers.ts';

/** Vars and secrets that the local Worker takes from the environment; dev/start.ts fills in what is not set. In production they come from Cloudflare. */
const WORKER_VARS = [
  'DATABASE_URL',
  'NEON_PROXY',
  'COINBASE_CLIENT_ID',
  'COINBASE_CLIENT_SECRET',
  'COINBASE_LOGIN_URL',
  'COINBASE_API_URL',
  'BINANCE_ENABLED',
  'BINANCE_INVITES',
  'BINANCE_API_URL',
  'BINANCE_MARKET_URL',
  'CANDLE_VENDOR',
  'CANDLE_VENDOR_URL',
  'CANDLE_VENDOR_KEY',
  'CSRF_SECRET',
  'HASH_PEPPER',
  'KEY_ENCRYPTION_KEYS',
  'CLIENT_IP_HEADER',
  'IMPORTS_PER_MINUTE',
  'BREACH_URL',
  'MAIL_URL',
  'MAIL_KEY',
  'MAIL_FROM',
  'APP_ORIGIN',
  'SERVICE_AUTH',
  'SERVICE_KEYS',
  'SERVICE_CLIENTS',
];

/** Another directory is another world: two stacks on one checkout share nothing, not even Vite's cache. */
const DATA_DIR = resolve(process.env.DATA_DIR ?? '.data');

export default defineConfig(({ command }) => ({
  root: 'web',
  cacheDir: `${DATA_DIR}/vite`,
  envDir: false,
  build: { outDir: '../dist', emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
  environments: {
    client: {
      build: {
        // What every page begins with is one file: cut up by what other pages share, it compresses worse and comes in more requests.
        rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'app', tags: ['$initial'] }] } } },
      },
    },
  },
  plugins: [
    solid(),
    tailwindcss(),
    trustedTemplates(),
    noJsonSchema(),
    assetHeaders(),
    subresourceIntegrity(),
    cloudflare({
      configPath: '../wrangler.toml',
      persistState: { path: `${DATA_DIR}/cf` },
      inspectorPort: false,
      config: (worker) => {
        if (command === 'serve') worker.vars = { ...worker.vars, ...varsFromEnvironment() };
      },
    }),
  ],
}));

function varsFromEnvironment(): Record<string, string> {
  return Object.fromEntries(
    WORKER_VARS.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/**
 * Solid makes its templates with innerHTML, which Trusted Types refuse. They are compiled from our own sources, so that they, and
 * nothing else, go through the one policy that the page's CSP names.
 */
function trustedTemplates(): Plugin {
  const assignment = 't.innerHTML = html;';
  return {
    name: 'trusted-templates',
    apply: 'build',
    transform(code, id) {
      if (!/solid-js\/web\/dist\/web\.js$/.test(id)) return null;
      if (!code.includes(assignment))
        this.error('solid-js makes its templates in another way: look at trustedTemplates again.');
      const policy = `const trusted = globalThis.trustedTypes?.createPolicy('solid-templates', { createHTML: (html) => html });\n`;
      return {
        code: policy + code.replace(assignment, 't.innerHTML = trusted ? trusted.createHTML(html) : html;'),
        map: null,
      };
    },
  };
}

/** Assets are served without the Worker, so that their headers stand in a file. */
function assetHeaders(): Plugin {
  return {
    name: 'asset-headers',
    applyToEnvironment: ({ name }) => name === 'client',
    generateBundle() {
      const lines = Object.entries(SECURITY_HEADERS).map(([name, value]) => `  ${name}: ${value}`);
      this.emitFile({ type: 'asset', fileName: '_headers', source: ['/*', ...lines, ''].join('\n') });
    },
  };
}
