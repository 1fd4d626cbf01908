import type { Renderer } from './renderer.js';

/** Wraps a renderer. Its first fault detaches it: `onFault` is called once, and the run continues without output. */
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
    ...(renderer.tables && { tables: (tables) => void attempt(() => renderer.tables?.(tables)) }),
    event: (event) => attempt(() => renderer.event?.(event)) ?? false,
    settle: () => attemptLater(() => renderer.settle?.()),
    finish: (runs, partial) => attemptLater(() => renderer.finish?.(runs, partial)),
  };
}
