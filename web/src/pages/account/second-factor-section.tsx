import { batch, createEffect, createSignal, Match, on, Switch } from 'solid-js';
import type { z } from 'zod';
import {
  RecoveryCodesSchema,
  type SecondFactor,
  SecondFactorStartedSchema,
} from '../../../../contracts/account-security.ts';
import { PASSWORD_MIN_CHARACTERS } from '../../../../contracts/auth.ts';
import { NOTHING, post, remove } from '../../api.ts';
import type { Failure } from '../../failure.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { notify } from '../../ui/notify.tsx';
import { type Proof, ProofForm } from './proof-form.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { SecondFactorState } from './second-factor-state.tsx';
import { SetUpSteps } from './set-up-steps.tsx';

type Step =
  | { at: 'rest' | 'starting' | 'renewing' | 'stopping' }
  | { at: 'scanning'; started: z.infer<typeof SecondFactorStartedSchema> }
  /** Shown once. */
  | { at: 'codes'; codes: readonly string[] };

/** Of a password that only the second factor allows. */
const TOO_SHORT_ALONE = {
  title: 'Your password is too short to stand alone',
  detail: `Change it to one of at least ${PASSWORD_MIN_CHARACTERS} characters first.`,
};

interface SecondFactorSectionProps {
  factor: SecondFactor;
  onChange: (now: SecondFactor) => void;
  /** It was changed elsewhere. */
  onStale: () => void;
}

export function SecondFactorSection(props: SecondFactorSectionProps) {
  let place: HTMLDivElement | undefined;
  const [step, setStep] = createSignal<Step>({ at: 'rest' });
  const [making, setMaking] = createSignal(false);
  const rest = () => setStep({ at: 'rest' });
  const scanning = () => {
    const now = step();
    return now.at === 'scanning' ? now.started : undefined;
  };
  const codes = () => {
    const now = step();
    return now.at === 'codes' ? now.codes : undefined;
  };
  // The button that led to the next step went with its own; forms take the focus themselves.
  createEffect(
    on(
      () => step().at,
      (at) => (at === 'rest' || at === 'codes') && place?.focus(),
      { defer: true },
    ),
  );

  async function start(proof: Proof): Promise<Failure | null> {
    const answer = await post('/api/account/second-factor', SecondFactorStartedSchema, proof);
    if (!answer.ok) return refused(answer.problem);
    setStep({ at: 'scanning', started: answer.value });
    return null;
  }

  function confirm(code: string): Promise<Failure | null> {
    return makeCodes('/api/account/second-factor/confirm', { code });
  }

  async function renew(proof: Proof): Promise<Failure | null> {
    const problem = await makeCodes('/api/account/second-factor/recovery-codes', proof);
    return problem && refused(problem);
  }

  async function makeCodes(path: string, body: Proof | { code: string }): Promise<Failure | null> {
    setMaking(true);
    const answer = await post(path, RecoveryCodesSchema, body);
    batch(() => {
      setMaking(false);
      if (answer.ok) setStep({ at: 'codes', codes: answer.value.recoveryCodes });
    });
    if (!answer.ok) return answer.problem;
    props.onChange({ active: true, recoveryCodesLeft: answer.value.recoveryCodes.length });
    return null;
  }

  async function stop(proof: Proof): Promise<Failure | null> {
    const answer = await remove('/api/account/second-factor', NOTHING, proof);
    if (!answer.ok) return refused(answer.problem);
    rest();
    props.onChange({ active: false, recoveryCodesLeft: 0 });
    void notify('The second factor is off.');
    return null;
  }

  function refused(problem: Failure): Failure {
    if (problem.code === 'second_factor_active' || problem.code === 'second_factor_inactive') props.onStale();
    return problem.code === 'password_too_short' ? { ...problem, ...TOO_SHORT_ALONE } : problem;
  }

  return (
    <div ref={place} tabindex="-1" class="outline-none">
      <Switch
        fallback={
          <SecondFactorState
            factor={props.factor}
            onStart={() => setStep({ at: 'starting' })}
            onRenew={() => setStep({ at: 'renewing' })}
            onStop={() => setStep({ at: 'stopping' })}
          />
        }
      >
        <Match when={step().at === 'starting'}>
          <ProofForm submit="Go on" busyText="Checking…" asksCode={false} onSubmit={start} onCancel={rest} />
        </Match>
        <Match when={scanning()}>
          {(started) => <SetUpSteps started={started()} onConfirm={confirm} onCancel={rest} />}
        </Match>
        <Match when={codes()}>{(made) => <RecoveryCodes codes={made()} onKept={rest} />}</Match>
        <Match when={step().at === 'renewing'}>
          <p class="mb-5 text-ink-2">The codes that you have now stop working.</p>
          <ProofForm submit="Make new codes" busyText="Making…" asksCode onSubmit={renew} onCancel={rest} />
        </Match>
        <Match when={step().at === 'stopping'}>
          <p class="mb-5 text-ink-2">From then on your password alone is enough to sign in.</p>
          <ProofForm submit="Turn off" busyText="Checking…" danger asksCode onSubmit={stop} onCancel={rest} />
        </Match>
      </Switch>
      <LeaveGuard when={making() || step().at === 'codes'} title="Leave without the recovery codes?">
        They are not shown again. Keep them first, somewhere you would look for them without your phone.
      </LeaveGuard>
    </div>
  );
}
