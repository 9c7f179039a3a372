import type { AuditEntry } from '../../../../contracts/privacy.ts';
import { VENUE_NAMES } from '../../format/venue-names.ts';

interface ToldEntry {
  text: string;
  /** Where or by what; empty where nothing is known of it. */
  detail: string;
  /** It is worth a look, since it may have been somebody else. */
  alarming: boolean;
}

const TEXT: Readonly<Record<string, string>> = {
  'account.signed_up': 'Account created',
  'account.deletion_asked': 'Deletion of the account asked for',
  'account.deletion_refused': 'Deletion of the account refused: password or code were wrong',
  'session.opened': 'Signed in',
  'session.refused': 'Sign-in with a wrong password refused',
  'session.closed': 'Signed out',
  'session.revoked': 'Session ended from the list',
  'password.changed': 'Password changed',
  'password_reset.asked': 'Link to choose a new password asked for',
  'password.reset': 'New password chosen by a link',
  'second_factor.added': 'Second factor turned on',
  'second_factor.removed': 'Second factor turned off',
  'recovery_code.used': 'Recovery code used',
  'recovery_codes.replaced': 'New recovery codes made',
  'broker.linked': 'Broker connected',
  'broker.paused': 'Broker paused',
  'broker.resumed': 'Broker resumed',
  'broker.revoked': 'Broker disconnected',
  'broker.key_refused': 'Broker key refused and not kept',
  'digest_mail.turned_on': 'Weekly digest by e-mail turned on',
  'digest_mail.turned_off': 'Weekly digest by e-mail turned off',
  'rule.changed': 'Rule changed',
  'import.started': 'Import begun',
  'export.asked': 'Export of your data asked for',
  'export.ready': 'Export of your data ready',
  'export.downloaded': 'Export of your data downloaded',
  'key.rotated': 'The key that your secrets are sealed with was replaced',
  'secret.unreadable': 'A sealed secret did not open: it may have been tampered with',
};

const ALARMING: ReadonlySet<string> = new Set([
  'account.deletion_refused',
  'session.refused',
  'secret.unreadable',
]);

const VENUES: ReadonlyMap<unknown, string> = new Map(Object.entries(VENUE_NAMES));

/** An entry in plain words. One of a newer server is told by its own name, which is made of words. */
export function tellAudit({ action, meta }: Pick<AuditEntry, 'action' | 'meta'>): ToldEntry {
  const text = textOf(action, meta) ?? TEXT[action] ?? wordsOf(action);
  return { text, detail: detailOf(meta), alarming: ALARMING.has(action) };
}

/** Where its particulars make it another thing. */
function textOf(action: string, meta: AuditEntry['meta']): string | undefined {
  if (action === 'import.ended') return meta.status === 'done' ? 'Import done' : 'Import failed';
  if (action === 'import.started' && meta.dryRun) return 'File checked, nothing kept of it';
  if (action === 'session.refused' && meta.secondFactor)
    return 'Sign-in with a wrong code refused: the password was right';
  return undefined;
}

/** 'second_factor.turned_on' → 'Second factor turned on' */
function wordsOf(action: string): string {
  const words = action.replace(/[._]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function detailOf({ broker, device, from, by, automatic }: AuditEntry['meta']): string {
  const parts = [
    VENUES.get(broker) ?? '',
    from === 'file' ? 'from a file' : '',
    typeof device === 'string' ? device : '',
    by === 'broker' ? 'by the broker' : '',
    automatic ? 'by itself' : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}
