import type { Renderer } from './renderer.js';

/** A renderer whose first fault detaches it: `onFault` is told once, and the run goes on unrendered. */
export function guarded(renderer: Renderer, onFault: (error: unknown) => void): Renderer {
  let isAttached = true;
  const detach = (error: unknown) => {
    if (isAttached) onFault(error);
    isAttached = false;
  };
  const attempt = (call: () => void) => {
    if (!isAttached) return;
    try {
      call();
    } catch (error) {
      detach(error);
    }
  };
  return {
    begin: (demo) => attempt(() => renderer.begin?.(demo)),
    event: (event) => attempt(() => renderer.event?.(event)),
    async finish(runs, partial) {
      if (!isAttached) return;
      try {
        await renderer.finish?.(runs, partial);
      } catch (error) {
        detach(error);
      }
    },
  };
}
