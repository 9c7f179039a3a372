import { A } from '@solidjs/router';
import type { JSX } from 'solid-js';

type Look = 'primary' | 'plain' | 'ghost' | 'danger';

const BASE =
  'inline-flex h-9 select-none items-center justify-center gap-2 whitespace-nowrap rounded-md px-3.5 text-sm font-medium transition-colors disabled:opacity-50 aria-disabled:opacity-50 [@media(pointer:coarse)]:h-11';

const LOOKS: Readonly<Record<Look, string>> = {
  primary: 'bg-ink text-bg hover:bg-ink-2',
  plain: 'border border-line bg-surface text-ink hover:bg-hover hover:border-line-strong',
  ghost: 'text-ink-2 hover:bg-hover hover:text-ink',
  danger: 'border border-line bg-surface text-loss hover:border-loss',
};

interface ButtonProps {
  children: JSX.Element;
  look?: Look;
  type?: 'button' | 'submit';
  disabled?: boolean;
  busy?: boolean;
  /** As `disabled`, of a button that becomes so while it may have the focus, which it keeps. */
  off?: boolean;
  class?: string;
  label?: string;
  id?: string;
  onClick?: () => void;
}

/** The platform's own button: Kobalte's would add 6 kB to the first load and nothing to this. */
export function Button(props: ButtonProps) {
  // Not `disabled` while busy: the keyboard would lose its place.
  const isIdle = () => props.busy === true || props.off === true;
  function clicked(event: MouseEvent): void {
    if (isIdle()) event.preventDefault();
    else props.onClick?.();
  }
  return (
    <button
      class={`${BASE} ${LOOKS[props.look ?? 'plain']} ${props.class ?? ''}`}
      id={props.id}
      type={props.type ?? 'button'}
      disabled={props.disabled}
      aria-disabled={isIdle() ? 'true' : undefined}
      aria-busy={props.busy === true ? 'true' : undefined}
      aria-label={props.label}
      onClick={clicked}
    >
      {props.children}
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink(props: { href: string; look?: Look; children: JSX.Element }) {
  return (
    <A href={props.href} class={`${BASE} ${LOOKS[props.look ?? 'plain']}`}>
      {props.children}
    </A>
  );
}
