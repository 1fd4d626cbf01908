import type { RunStartEvent } from '../events/run-event.js';
import { outcomeLine } from './outcome.js';
import type { Renderer, Terminal, Write } from './renderer.js';
import type { Theme } from './theme.js';
import { Typesetter } from './typesetter.js';

/** `-q`: the outcome of each run, nothing else. */
export function quietRenderer(terminal: Terminal, theme: Theme, write: Write): Renderer {
  const page = new Typesetter({ terminal, ellipsis: theme.glyphs.ellipsis, write });
  let start: RunStartEvent | undefined;
  return {
    event(event) {
      if (event.type === 'run.start') start = event;
      if (event.type === 'run.end' && start !== undefined) {
        page.put(outcomeLine({ demo: start.demo, ...event }, theme));
        return true;
      }
      return false;
    },
    settle: () => page.done(),
    finish: () => page.done(),
  };
}
