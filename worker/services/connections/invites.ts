/** Whether an address is on a list of addresses with commas between them, or the list is *, which is everybody. Case makes no difference. */
export function isInvited(list: string, email: string): boolean {
  const invited = list.split(',').map((one) => one.trim().toLowerCase());
  return invited.includes('*') || (email !== '' && invited.includes(email.trim().toLowerCase()));
}
