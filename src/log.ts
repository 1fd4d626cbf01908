/** One line of the log, from the calling thread. */
import { formatWithOptions } from 'node:util';
import { self } from './runtime/kernel/self.js';
import { controllerOf } from './runtime/kernel/step.js';
import { emit } from './runtime/threads/emit.js';

/**
 * Writes one line to the log: `parts` with a space between, as `console.log` shows them. Lines appear in the order in
 * which they were logged, whichever thread they come from. Throws RuntimeError outside a run.
 *
 * Python: `print(…)`.
 *
 * @example
 * log('buffer holds', buffer.length);
 */
export function log(...parts: unknown[]): void {
  self();
  const text = formatWithOptions({ colors: false }, ...parts);
  controllerOf()?.log(text);
  emit({ type: 'log', text });
}
