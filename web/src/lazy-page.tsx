import { type Component, createComponent, createMemo, createResource } from 'solid-js';

interface LazyPage extends Component {
  /** The router asks for it when a link is hovered. */
  preload(): Promise<unknown>;
}

/** Solid's `lazy` keeps a failure for good; here a page whose code did not come is asked for again the next time. */
export function lazyPage(load: () => Promise<{ default: Component }>): LazyPage {
  let loaded: Component | undefined;
  async function fetchCode(): Promise<Component> {
    loaded = (await load()).default;
    return loaded;
  }
  function Page() {
    const [page] = createResource(() => loaded ?? fetchCode());
    const shown = createMemo(() => {
      const found = page();
      return found && createComponent(found, {});
    });
    return <>{shown()}</>;
  }
  return Object.assign(Page, { preload: () => fetchCode().catch(() => undefined) });
}
