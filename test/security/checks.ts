import type { Check } from './check.ts';
import { BROWSER_CHECKS } from './checks/browser.ts';
import { HEADER_CHECKS } from './checks/headers.ts';
import { KEY_CHECKS } from './checks/keys.ts';
import { LIMIT_CHECKS } from './checks/limits.ts';
import { OAUTH_CHECKS } from './checks/oauth.ts';
import { PASSWORD_CHECKS } from './checks/passwords.ts';
import { PRIVACY_CHECKS } from './checks/privacy.ts';
import { REQUEST_CHECKS } from './checks/requests.ts';
import { SERVICE_CHECKS } from './checks/service.ts';
import { SESSION_CHECKS } from './checks/sessions.ts';
import { TENANCY_CHECKS } from './checks/tenancy.ts';

/** The 42 checks of SECURITY.md, in the order of their numbers. */
export const CHECKS: Check[] = [
  ...SESSION_CHECKS,
  ...REQUEST_CHECKS,
  ...TENANCY_CHECKS,
  ...PASSWORD_CHECKS,
  ...OAUTH_CHECKS,
  ...KEY_CHECKS,
  ...SERVICE_CHECKS,
  ...HEADER_CHECKS,
  ...BROWSER_CHECKS,
  ...LIMIT_CHECKS,
  ...PRIVACY_CHECKS,
].sort((a, b) => a.number - b.number);
