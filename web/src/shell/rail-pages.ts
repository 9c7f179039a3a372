import type { Component } from 'solid-js';
import {
  CoachIcon,
  ConnectIcon,
  DigestIcon,
  InsightsIcon,
  ResultsIcon,
  RulesIcon,
  TradesIcon,
} from '../ui/icons.tsx';

interface RailPage {
  href: string;
  name: string;
  Icon: Component;
  /** Not in a phone's bar, which has room for six: Settings leads to it there. */
  wide?: true;
}

/** In the order of the rail. The number key of its place opens a page. */
export const RAIL_PAGES: readonly RailPage[] = [
  { href: '/', name: 'Coach', Icon: CoachIcon },
  { href: '/dashboard', name: 'Results', Icon: ResultsIcon },
  { href: '/insights', name: 'Insights', Icon: InsightsIcon },
  { href: '/digest', name: 'Digest', Icon: DigestIcon },
  { href: '/trades', name: 'Trades', Icon: TradesIcon },
  { href: '/rules', name: 'Rules', Icon: RulesIcon },
  { href: '/connect', name: 'Connect', Icon: ConnectIcon, wide: true },
];
