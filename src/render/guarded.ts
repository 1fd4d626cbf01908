import type { Renderer } from './renderer.js';

/** A renderer whose first fault detaches it: `onFault` is told once, and the run goes on unrendered. */
export function guarded(renderer: Renderer, onFault: (error: unknown) => void): Renderer {
  let isAttached = true;
  const detach = (error: unknown) => {
    if (isAttached) onFault(error);
    isAttached = false;
  };
  const attempt = <T>(call: () => T): T | undefined => {
    if (!isAttached) return undefined;
    try {
      return call();
    } catch (error) {
      detach(error);
      return undefined;
    }
  };
  const attemptLater = async (call: () => void | Promise<void>) => {
    try {
      await attempt(call);
    } catch (error) {
      detach(error);
    }
  };
  return {
    begin: (demo) => attempt(() => renderer.begin?.(demo)),
    event: (event) => attempt(() => renderer.event?.(event)) ?? false,
    settle: () => attemptLater(() => renderer.settle?.()),
    finish: (runs, partial) => attemptLater(() => renderer.finish?.(runs, partial)),
  };
}
