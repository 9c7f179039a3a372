import { AloneFrame } from '../../shell/alone-frame.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { useTitle } from '../../ui/title.ts';

/** Where the deletion of an account ends. It says the same to everybody. */
export default function Deleted() {
  useTitle(() => 'Account deleted');
  return (
    <AloneFrame>
      <h1 class="text-2xl">Your account is deleted.</h1>
      <p class="mt-3 text-lg text-ink-2">
        You are signed out everywhere, and nobody can sign in to it any more. What is left of your data is
        being erased now, which takes some minutes at most; copies that the database keeps for emergencies run
        out within a week.
      </p>
      <p class="mt-3 text-ink-2">
        If a broker still lists a permission or a key for AI Trading Twin, you can remove it there: it is of
        no use to anybody any more.
      </p>
      <div class="mt-6">
        <ButtonLink href="/signup">Start anew</ButtonLink>
      </div>
    </AloneFrame>
  );
}
