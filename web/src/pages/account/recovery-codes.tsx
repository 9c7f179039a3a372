import { For } from 'solid-js';
import { currentUser } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from './copy-button.tsx';
import { codesAsText } from './tell-codes.ts';

const FILE_NAME = 'ai-trading-twin-recovery-codes.txt';

/** The codes, this once: nobody can show them again. */
export function RecoveryCodes(props: { codes: readonly string[]; onKept: () => void }) {
  const text = () => codesAsText(props.codes, currentUser()?.email ?? '');

  function download(): void {
    const url = URL.createObjectURL(new Blob([text()], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = FILE_NAME;
    link.click();
    // The download has begun by then.
    setTimeout(() => URL.revokeObjectURL(url), 1_000);
  }

  return (
    <div data-print-alone>
      <h3 class="font-medium">The second factor is on. Keep these recovery codes.</h3>
      <p class="mt-1.5 text-ink-2">
        Without your phone, each of them signs you in once in place of a code. They are not shown again: put
        them where you would look for them without your phone.
      </p>
      <p class="mt-4 hidden font-medium print:block">AI Trading Twin, {currentUser()?.email}</p>
      <ul class="mt-4 grid max-w-md grid-cols-1 gap-x-8 gap-y-1 rounded-md border border-line bg-sunken px-4 py-3 font-mono text-sm sm:grid-cols-2 print:block">
        <For each={props.codes}>{(code) => <li class="whitespace-nowrap">{code}</li>}</For>
      </ul>
      <div class="mt-4 flex flex-wrap gap-2 print:hidden">
        <CopyButton text={text()} name="Copy" />
        <Button onClick={download}>Download</Button>
        <Button onClick={() => window.print()}>Print</Button>
        <Button look="primary" onClick={props.onKept}>
          I have kept them
        </Button>
      </div>
    </div>
  );
}
