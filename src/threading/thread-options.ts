/** What a Thread is made with. */
import { optionsOf } from '../runtime/arguments/options.js';
import type { ArgumentsOf, Target } from '../runtime/functions/target-types.js';

export interface ThreadOptions<F extends Target = Target> {
  /** The exported function that the thread runs. */
  readonly target?: F | undefined;
  /** Its arguments: copies, but for shared objects. */
  readonly args?: NoInfer<ArgumentsOf<F>>;
  /** One more argument, the last. Python's keyword arguments. */
  readonly kwargs?: Readonly<Record<string, unknown>>;
  /** Shown in logs; `Thread-N (target)` if not given. */
  readonly name?: string | undefined;
  /** True for a thread that the program does not wait for at its end; its starter's flag if not given. */
  readonly daemon?: boolean | undefined;
  /** Must not be given: Python keeps it for an extension that never came. */
  readonly group?: undefined;
}

export const THREAD_OPTIONS = optionsOf('Thread.__init__()', 'new Thread({ target, args })', [
  'target',
  'args',
  'kwargs',
  'name',
  'daemon',
  'group',
]);
