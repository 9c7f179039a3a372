import { createSignal } from 'solid-js';
import { NOTHING, remove } from '../../api.ts';
import type { Failure } from '../../failure.ts';
import { endSession, leave } from '../../session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { type Proof, ProofForm } from './proof-form.tsx';

/** Says what goes, asks for the proof and then once more, and leaves for a page that knows nobody. */
export function DeleteSection(props: { asksCode: boolean; onStale: () => void }) {
  const [asked, setAsked] = createSignal<{ proof: Proof; settle: (problem: Failure | null) => void }>();
  const [busy, setBusy] = createSignal(false);

  /** Settled by the dialog: the form waits for it, and then says what was wrong. */
  function ask(proof: Proof): Promise<Failure | null> {
    return new Promise((settle) => setAsked({ proof, settle }));
  }

  async function confirmed(): Promise<void> {
    const now = asked();
    if (now === undefined || busy()) return;
    setBusy(true);
    const problem = await leave(remove('/api/account', NOTHING, now.proof));
    setBusy(false);
    if (problem === null) {
      // A page that is loaded anew: nothing of the trader stays in this one's memory.
      location.replace('/deleted');
      return;
    }
    close(problem);
    if (problem.code === 'second_factor_required') props.onStale();
    if (problem.code === 'unauthenticated') endSession();
  }

  function close(problem: Failure | null): void {
    const now = asked();
    setAsked(undefined);
    // The dialog gives the focus back in a timeout of its own, queued before this one.
    setTimeout(() => now?.settle(problem));
  }

  return (
    <>
      <ul class="mb-5 flex max-w-xl list-disc flex-col gap-1 pl-5 text-ink-2 marker:text-ink-3">
        <li>your trades, what was found in them and what was said of them</li>
        <li>the keys and permissions of your brokers, and the key that they were sealed with</li>
        <li>your settings, costs, votes, uploads and exports</li>
        <li>your sessions everywhere, and this account with its address</li>
      </ul>
      <p class="mb-5 max-w-xl text-ink-2">
        Permissions are given back to your brokers as far as these answer. A key that you made at one you can
        delete there.
      </p>
      <ProofForm
        submit="Delete everything"
        busyText="Delete everything"
        danger
        asksCode={props.asksCode}
        onSubmit={ask}
      />
      <Confirm
        open={asked() !== undefined}
        title="Delete everything?"
        confirm={busy() ? 'Deleting…' : 'Delete for good'}
        busy={busy()}
        onConfirm={() => void confirmed()}
        onClose={() => !busy() && close(null)}
      >
        The account and all that belongs to it goes, and nobody can bring it back. If you want to keep your
        trades, make an export first.
      </Confirm>
    </>
  );
}
