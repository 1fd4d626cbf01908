import { jsonText } from './json-text.js';
import type { Renderer, Write } from './renderer.js';

/** Every event as it comes, one a line, with the number of its run: `seq` begins anew in each. */
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
