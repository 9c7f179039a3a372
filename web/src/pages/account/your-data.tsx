import { A } from '@solidjs/router';
import { createResource } from 'solid-js';
import { SecondFactorResponseSchema } from '../../../../contracts/account-security.ts';
import { get } from '../../api.ts';
import { AccountFrame } from '../../shell/account-frame.tsx';
import { Answered, settled } from '../../ui/answered.tsx';
import { LINK } from '../../ui/link-look.ts';
import { useTitle } from '../../ui/title.ts';
import { TitledSection } from '../../ui/titled-section.tsx';
import { DeleteSection } from './delete-section.tsx';
import { ExportSection } from './export-section.tsx';

export default function YourData() {
  useTitle(() => 'Your data');
  const [factor, { refetch }] = createResource(() =>
    get('/api/account/second-factor', SecondFactorResponseSchema),
  );
  return (
    <AccountFrame>
      <p class="mt-6 max-w-2xl text-ink-2">
        It is yours: take it with you, or have it deleted. The{' '}
        <A href="/privacy" class={LINK}>
          privacy page
        </A>{' '}
        says what is kept, why and for how long.
      </p>
      <TitledSection
        id="export"
        title="Export"
        lead="One archive with everything that is kept of you, as JSON and as CSV for spreadsheets."
      >
        <ExportSection />
      </TitledSection>
      <TitledSection
        id="delete"
        title="Delete the account"
        lead="Everything goes, at once and for good. Nobody can bring it back."
      >
        <Answered answer={settled(factor)} name="account" onRetry={refetch}>
          {(now) => <DeleteSection asksCode={now().active} onStale={refetch} />}
        </Answered>
      </TitledSection>
    </AccountFrame>
  );
}
