import { Button } from '../../ui/button.tsx';
import { notify } from '../../ui/notify.tsx';

export function CopyButton(props: { text: string; name: string }) {
  async function copy(): Promise<void> {
    const copied = await navigator.clipboard.writeText(props.text).then(
      () => true,
      () => false,
    );
    await notify(copied ? 'Copied.' : 'This browser does not let it be copied: select it by hand.');
  }
  return <Button onClick={copy}>{props.name}</Button>;
}
