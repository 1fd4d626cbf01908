import { jsonText } from './json-text.js';
import type { Renderer, Write } from './renderer.js';

/** Every event as it comes, one a line. */
export function ndjsonRenderer(write: Write): Renderer {
  return {
    event(event) {
      write(`${jsonText(event)}\n`);
      return true;
    },
  };
}
