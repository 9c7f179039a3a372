import { type JSX, onMount } from 'solid-js';
import { Notice } from '../../ui/notice.tsx';

/** What stands where a form was: the focus, which went with the form, goes there. */
export function Said(props: { title: string; tone?: 'good' | 'bad'; children: JSX.Element }) {
  let place: HTMLDivElement | undefined;
  onMount(() => place?.focus());
  return (
    <div ref={place} tabindex="-1" class="mt-8 outline-none">
      <Notice title={props.title} tone={props.tone ?? 'plain'}>
        {props.children}
      </Notice>
    </div>
  );
}
