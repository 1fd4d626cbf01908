/** What a worker is told to do. */
import type { Place } from '../functions/function-ref.js';

/** What a worker is told to run. */
export interface Job extends Place {
  readonly args: readonly unknown[];
  /** For the MainThread of a child process: what its parent has encoded of `args`, `kwargs` and `fields`. */
  readonly packed?: Uint8Array;
  readonly isProcess?: true;
  /** For a subclass of Thread: the fields of the instance whose `run` is to be called, and what `super.run()` is to call. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** The block that what becomes of the fields is left in. */
  readonly fieldsBlock?: number;
  readonly kwargs?: Readonly<Record<string, unknown>> | undefined;
  readonly inner?: Place;
  /** For a Timer: the seconds to wait before the call, and the Event that cancels it. */
  readonly delay?: { readonly seconds: number; readonly unless: object };
  /** For a MainThread that runs `main` again and again: what it needs to know for that. */
  readonly trials?: unknown;
  /** Set to the asker's slot by one who only wants to know whether the function is there. */
  readonly checkFor?: number;
}

/** What is answered to a job with `checkFor`, in the asker's slot. */
export const CheckResult = { FOUND: 1, MISSING: 2 } as const;
