/** Jobs: what a worker is told to do. */
import type { FunctionRef } from '../functions/function-ref.js';
import type { BlockAddress, SlotAddress } from '../memory/address.js';
import type { ModulesNames } from '../source/module-variables.js';

/** What a worker is told to run. */
export interface Job extends FunctionRef {
  readonly args: readonly unknown[];
  /** For the MainThread of a child process: `args`, `kwargs` and `fields`, as its parent has encoded them. */
  readonly packed?: Uint8Array;
  readonly isProcess?: true;
  /** For a subclass of Thread: the fields of the instance whose `run` is to be called. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** The block for the changes of the fields. */
  readonly fieldsBlock?: BlockAddress;
  readonly kwargs?: Readonly<Record<string, unknown>> | undefined;
  /** For a subclass of Thread: the target, which `super.run()` calls. */
  readonly inner?: FunctionRef;
  /** For a Timer: the seconds to wait before the call, and the Event that cancels it. */
  readonly delay?: { readonly seconds: number; readonly unless: object };
  /** For a MainThread that runs `main` again and again: the settings for that. */
  readonly trials?: unknown;
  /** For a MainThread that explores `main`: the settings for that. */
  readonly explore?: unknown;
  /** For a worker whose threads are over: the modules whose variables it is to report. */
  readonly copiesOf?: ModulesNames;
  /** The slot of a thread that only asks whether the function can be found. */
  readonly checkFor?: SlotAddress;
}

/** The reply to a job with `checkFor`, in the asking thread's slot. */
export const CheckResult = { FOUND: 1, MISSING: 2 } as const;
