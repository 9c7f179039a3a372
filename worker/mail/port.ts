import type { Result } from '../result.ts';

/** Plain text to one person. */
interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Hands a mail over to whoever delivers it. The failure is a sentence for the log, which holds nothing of the mail. */
export type SendMail = (mail: Mail) => Promise<Result<void, string>>;
