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

/** The pages of the navigation; each has the key of its place, from 1 on. */
export const PAGES: readonly { href: string; name: string; Icon: Component }[] = [
  { href: '/', name: 'Coach', Icon: CoachIcon },
  { href: '/dashboard', name: 'Results', Icon: ResultsIcon },
  { href: '/insights', name: 'Insights', Icon: InsightsIcon },
  { href: '/digest', name: 'Digest', Icon: DigestIcon },
  { href: '/trades', name: 'Trades', Icon: TradesIcon },
  { href: '/rules', name: 'Rules', Icon: RulesIcon },
  { href: '/connect', name: 'Connect', Icon: ConnectIcon },
];
