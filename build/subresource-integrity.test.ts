import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { withIntegrity } from './subresource-integrity.ts';

const FILES: Record<string, string> = {
  '/boot.js': 'boot',
  '/assets/a.js': 'entry',
  '/assets/a.css': 'body{}',
};
const read = (path: string) => new TextEncoder().encode(FILES[path] ?? 'missing');
const hashOf = (path: string) =>
  `sha384-${createHash('sha384')
    .update(FILES[path] ?? '')
    .digest('base64')}`;

const PAGE = `<head>
  <link rel="icon" href="/favicon.svg" />
  <script src="/boot.js"></script>
  <script type="module" crossorigin src="/assets/a.js"></script>
  <link rel="modulepreload" crossorigin href="/assets/a.js">
  <link rel="stylesheet" crossorigin href="/assets/a.css" />
</head>`;

describe('a built page', () => {
  it('names the hash of every script, preload and style sheet, and of nothing else', () => {
    const { page, tags } = withIntegrity(PAGE, read);
    expect(tags).toBe(4);
    expect(page).toBe(`<head>
  <link rel="icon" href="/favicon.svg" />
  <script src="/boot.js" integrity="${hashOf('/boot.js')}"></script>
  <script type="module" crossorigin src="/assets/a.js" integrity="${hashOf('/assets/a.js')}"></script>
  <link rel="modulepreload" crossorigin href="/assets/a.js" integrity="${hashOf('/assets/a.js')}">
  <link rel="stylesheet" crossorigin href="/assets/a.css" integrity="${hashOf('/assets/a.css')}" />
</head>`);
  });

  it('keeps what has a hash already, inline scripts, and what another host serves', () => {
    const html =
      '<script integrity="sha384-x" src="/boot.js"></script><script>1</script><script src="//cdn.example/x.js"></script>';
    expect(withIntegrity(html, read)).toEqual({ page: html, tags: 0 });
  });
});
