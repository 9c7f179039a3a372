import { createSignal, onCleanup, onMount } from 'solid-js';
import { type CheckProducts, CheckProductsSchema } from '../../../contracts/check.ts';
import { get } from '../api.ts';

/** The trader's own products, the one that was traded last first; none while they are on their way, or do not come: any other can be typed. */
export function useOwnProducts(onCame: (products: CheckProducts['products']) => void) {
  const [products, setProducts] = createSignal<CheckProducts['products']>([]);
  let left = false;
  onCleanup(() => {
    left = true;
  });
  onMount(async () => {
    const answer = await get('/api/twin/products', CheckProductsSchema);
    if (left || !answer.ok) return;
    setProducts(answer.value.products);
    onCame(answer.value.products);
  });
  return products;
}
