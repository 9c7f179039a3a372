import { ButtonLink } from '../ui/button.tsx';
import { useTitle } from '../ui/title.ts';

export default function NotFound() {
  useTitle(() => 'Not found');
  return (
    <section class="max-w-xl pt-10">
      <h1 class="text-2xl">There is no such page.</h1>
      <p class="mt-3 text-lg text-ink-2">The address may be mistyped, or what was here is gone.</p>
      <div class="mt-6">
        <ButtonLink href="/" look="primary">
          To the coach
        </ButtonLink>
      </div>
    </section>
  );
}
