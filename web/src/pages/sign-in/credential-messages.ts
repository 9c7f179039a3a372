import { EmailSchema } from '../../../../contracts/auth.ts';

export function emailMessage(email: string): string | undefined {
  return EmailSchema.safeParse(email).success
    ? undefined
    : 'Enter an e-mail address, such as you@example.com.';
}
