import type { JSX } from 'solid-js';

/** Strokes of 1.5 on a 16-unit grid; they take the colour of the text beside them and say nothing to a reader. */
export function Icon(props: { children: JSX.Element; class?: string }) {
  return (
    <svg
      aria-hidden="true"
      class={`size-4 shrink-0 ${props.class ?? ''}`}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      {props.children}
    </svg>
  );
}

export const CoachIcon = () => (
  <Icon>
    <path d="M2.5 4.5h11M2.5 8h7.5M2.5 11.5h5" />
  </Icon>
);

export const ResultsIcon = () => (
  <Icon>
    <path d="M2 11.5h3V7.8h3.6v2.4h2.8V4.2H14" />
  </Icon>
);

/** A figure with its interval. */
export const InsightsIcon = () => (
  <Icon>
    <path d="M2 4.5h8M2 2.8v3.4M10 2.8v3.4M6 11.5h8M6 9.8v3.4M14 9.8v3.4" />
  </Icon>
);

/** A page to be read. */
export const DigestIcon = () => (
  <Icon>
    <path d="M3 2.2h10v11.6H3zM5.6 6h4.8M5.6 9.5h4.8" />
  </Icon>
);

export const TradesIcon = () => (
  <Icon>
    <path d="M4.5 1.8v2.4M4.5 10v4.2M11.5 1.8V6M11.5 11.8v2.4" />
    <rect x="2.7" y="4.2" width="3.6" height="5.8" rx="0.8" />
    <rect x="9.7" y="6" width="3.6" height="5.8" rx="0.8" />
  </Icon>
);

export const RulesIcon = () => (
  <Icon>
    <path d="m2 4.5 1.3 1.3L5.5 3M8 4.5h6m-12 7 1.3 1.3L5.5 10M8 11.5h6" />
  </Icon>
);

export const ConnectIcon = () => (
  <Icon>
    <path d="M6.5 9.5 9.5 6.5M7 4.5l1.6-1.6a3.2 3.2 0 0 1 4.5 4.5L11.5 9M9 11.5l-1.6 1.6a3.2 3.2 0 0 1-4.5-4.5L4.5 7" />
  </Icon>
);

/** A pause: time to look. */
export const BeforeIcon = () => (
  <Icon>
    <path d="M4 2.5h8M4 13.5h8M5 2.5c0 4.5 6 6.5 6 11M11 2.5c0 4.5-6 6.5-6 11" />
  </Icon>
);

export const ThemeIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="5.8" />
    <path d="M8 2.2a5.8 5.8 0 0 1 0 11.6z" fill="currentColor" stroke="none" />
  </Icon>
);

export const SettingsIcon = () => (
  <Icon>
    <path d="M2.5 5h5M11.5 5h2M2.5 11h2M8.5 11h5" />
    <circle cx="9.5" cy="5" r="1.8" />
    <circle cx="6.5" cy="11" r="1.8" />
  </Icon>
);

export const AccountIcon = () => (
  <Icon>
    <circle cx="8" cy="5.3" r="2.6" />
    <path d="M3 13.5a5 5 0 0 1 10 0" />
  </Icon>
);

export const SignOutIcon = () => (
  <Icon>
    <path d="M6.5 2.5H3.8a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h2.7M10.5 5l3 3-3 3M13.2 8H6.5" />
  </Icon>
);

export const ChevronIcon = (props: { class?: string }) => (
  <Icon class={props.class ?? ''}>
    <path d="m4.5 6.5 3.5 3.5 3.5-3.5" />
  </Icon>
);

export const ArrowUpIcon = () => (
  <Icon>
    <path d="M8 13V3.5M4 7l4-4 4 4" />
  </Icon>
);

export const CheckIcon = () => (
  <Icon>
    <path d="m3.5 8.5 3 3 6-7" />
  </Icon>
);

export const CrossIcon = () => (
  <Icon>
    <path d="m4 4 8 8M12 4l-8 8" />
  </Icon>
);

export const KeyboardIcon = () => (
  <Icon>
    <rect x="1.5" y="4" width="13" height="8" rx="1.5" />
    <path d="M4 6.7h.01M6.7 6.7h.01M9.3 6.7h.01M12 6.7h.01M5 9.5h6" />
  </Icon>
);
