import { jsonText } from './json-text.js';
import type { Renderer, Write } from './renderer.js';

/** One line per event, as it comes, with the number of its run, because `seq` restarts in each run. */
export function ndjsonRenderer(write: Write): Renderer {
  let run = 0;
  return {
    event({ v, type, ...facts }) {
      if (type === 'run.start') run++;
      write(`${jsonText({ v, type, run, ...facts })}\n`);
      return true;
    },
  };
}
