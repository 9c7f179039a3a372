interface Consent {
  params: URLSearchParams;
  account: string;
  scope: string;
  redirectUri: URL;
}

const SCOPES = new Map([
  ['wallet:accounts:read', 'See your accounts and their balances'],
  ['wallet:transactions:read', 'See your transactions and fills'],
  ['wallet:trades:read', 'See your trades'],
  ['wallet:orders:read', 'See your orders'],
  ['wallet:user:read', 'See your name'],
  ['wallet:user:email', 'See your e-mail address'],
  ['offline_access', 'Keep this access until you take it back'],
]);

/** What Coinbase asks its user, on a page that nobody can take for Coinbase's own. */
export function consentPage({ params, account, scope, redirectUri }: Consent): string {
  const wishes = scope.split(' ').filter(Boolean);
  const list = wishes.map(
    (wish) => `<li>${escapeHtml(SCOPES.get(wish) ?? wish)}<code>${escapeHtml(wish)}</code></li>`,
  );
  const hidden = [...params]
    .filter(([name]) => name !== 'account' && name !== 'decision')
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`);
  return layout(
    'Allow access?',
    `<h1>Let AI Trading Twin read your account?</h1>
<p>The answer goes back to <strong>${escapeHtml(redirectUri.host)}</strong>.</p>
<ul>${list.join('') || '<li>Nothing in particular</li>'}</ul>
<form method="post" action="/oauth2/auth">
${hidden.join('\n')}
<label for="account">Account name</label>
<input id="account" name="account" value="${escapeHtml(account)}" required maxlength="64" autocomplete="off" spellcheck="false">
<p class="hint">Any name will do: a new one gets 30 days of invented trading.</p>
<div class="buttons">
<button name="decision" value="allow">Allow</button>
<button name="decision" value="cancel" class="quiet" formnovalidate>Cancel</button>
</div>
</form>`,
  );
}

export function errorPage(text: string): string {
  return layout('Not possible', `<h1>This cannot go on</h1>\n<p>${escapeHtml(text)}</p>`);
}

function layout(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Coinbase simulator</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="notice"><strong>Local simulator of Coinbase.</strong> Not Coinbase, no real account, no real money; it runs on this machine only.</p>
${content}
</main>
</body>
</html>
`;
}

const STYLE = `
:root { color-scheme: light dark; --ink: #14181f; --soft: #5b6472; --line: #d5dae1; --card: #fff; --back: #eef1f5; --accent: #1652d9; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8ebf0; --soft: #9ba5b4; --line: #343b46; --card: #1a1f27; --back: #0f1318; --accent: #7ba4ff; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--back); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { width: min(27rem, 100%); padding: 1.75rem; border: 1px solid var(--line); border-radius: 14px; background: var(--card); }
.notice { margin: 0 0 1.25rem; padding: .6rem .8rem; border: 1px dashed var(--line); border-radius: 8px; color: var(--soft); font-size: .875rem; }
h1 { margin: 0 0 .5rem; font-size: 1.3rem; line-height: 1.3; }
ul { margin: 1rem 0; padding: 0; list-style: none; border-block: 1px solid var(--line); }
li { padding: .5rem 0; }
li + li { border-top: 1px solid var(--line); }
li code { display: block; color: var(--soft); font-size: .8rem; }
label { display: block; margin-bottom: .25rem; font-weight: 600; }
input { width: 100%; padding: .55rem .7rem; border: 1px solid var(--line); border-radius: 8px; background: transparent; color: inherit; font: inherit; }
.hint { margin: .3rem 0 1.25rem; color: var(--soft); font-size: .875rem; }
.buttons { display: flex; gap: .75rem; }
button { flex: 1; padding: .65rem; border: 1px solid var(--accent); border-radius: 8px; background: var(--accent); color: var(--card); font: inherit; font-weight: 600; cursor: pointer; }
button.quiet { background: transparent; color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;

function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
