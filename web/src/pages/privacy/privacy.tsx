import { A } from '@solidjs/router';
import { For, type JSX, Show } from 'solid-js';
import { currentUser } from '../../session.ts';
import { AccountFrame } from '../../shell/account-frame.tsx';
import { AloneFrame } from '../../shell/alone-frame.tsx';
import { LINK } from '../../ui/link-look.ts';
import { useTitle } from '../../ui/title.ts';
import { KEPT_DATA } from './kept-data.ts';

/** For everybody: in the app for who is signed in, and alone for who is not. */
export default function Privacy() {
  useTitle(() => 'Privacy');
  return (
    <Show
      when={currentUser()}
      fallback={
        <AloneFrame>
          <h1 class="text-2xl">Privacy</h1>
          <PrivacyText />
        </AloneFrame>
      }
    >
      <AccountFrame>
        <PrivacyText />
      </AccountFrame>
    </Show>
  );
}

function PrivacyText() {
  return (
    <div class="max-w-2xl">
      <p class="mt-6 text-lg text-ink-2">
        Your trading history says a lot about you. It is read to tell you about your own behaviour, and for
        nothing else.
      </p>

      <Part title="What is never done">
        <ul class="flex list-disc flex-col gap-1.5 pl-5 marker:text-ink-3">
          <li>No orders are placed and no money is moved: a key that could do that is refused.</li>
          <li>Your data are not sold, not shared for advertising, and not used to train anything.</li>
          <li>There are no trackers, no advertisements and no scripts of others on these pages.</li>
          <li>Nobody is told whether an address has an account here.</li>
        </ul>
      </Part>

      <Part title="What is kept, why, and for how long">
        <dl class="border-t border-line">
          <For each={KEPT_DATA}>
            {(kept) => (
              <div class="grid gap-x-8 gap-y-1 border-b border-line py-3 sm:grid-cols-[minmax(0,1fr)_11rem]">
                <dt>
                  <span class="font-medium text-ink">{kept.what}.</span> {kept.why}
                </dt>
                <dd class="text-sm text-ink-3">{kept.howLong}</dd>
              </div>
            )}
          </For>
        </dl>
        <p class="mt-3">
          Lines about errors name an account by a number, never what was entered, and are gone after days.
          What is counted to see whether the service works names nobody.
        </p>
      </Part>

      <Part title="Who sees it">
        <p>
          You, by signing in. In the database each account is walled off from the others a second time, beside
          the checks of the application.
        </p>
        <p class="mt-3">
          It runs on machines of Cloudflare, its database on those of Neon; both work for us and not with your
          data. Your broker is asked in your name for what you allowed. Where mail is sent, the mail provider
          gets your address. Of a new password, the first five characters of a hash may be looked up in a list
          of stolen ones: they fit hundreds of passwords and tell nothing of yours.
        </p>
      </Part>

      <Part title="In your browser">
        <p>
          One cookie that keeps you signed in, and one that guards forms before you are. Your choice of a
          light or dark page, whether keys of one letter do something, a random number by which the tabs are
          told apart, and how far pages were scrolled. No trade, no address and nothing else about you is kept
          in the browser.
        </p>
      </Part>

      <Part title="What you can do">
        <p>
          <A href="/account/data" class={LINK}>
            Export or delete
          </A>{' '}
          everything yourself, whenever you want. A deletion ends all sessions at once and leaves no row and
          no file within minutes; the key that your secrets were sealed with goes too. Copies that the
          database keeps for emergencies run out within a week. In{' '}
          <A href="/account" class={LINK}>
            your account
          </A>{' '}
          you see your sessions and what happened.
        </p>
      </Part>
    </div>
  );
}

function Part(props: { title: string; children: JSX.Element }) {
  return (
    <section class="mt-9 text-ink-2">
      <h2 class="mb-2.5 text-lg text-ink">{props.title}</h2>
      {props.children}
    </section>
  );
}
