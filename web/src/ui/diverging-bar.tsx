/** A bar to the right of the middle for a gain, to its left for a loss. The figure stands beside it. */
export function DivergingBar(props: { value: number; most: number }) {
  const width = () => (props.most === 0 ? 0 : (Math.abs(props.value) / props.most) * 50);
  return (
    <div aria-hidden="true" class="relative h-3">
      <div class="absolute inset-y-0 left-1/2 w-px bg-line-strong" />
      <div
        class={`keeps-colour absolute inset-y-0 ${props.value < 0 ? 'bg-loss/70' : 'bg-gain/70'}`}
        style={{ left: `${props.value < 0 ? 50 - width() : 50}%`, width: `${width()}%` }}
      />
    </div>
  );
}
