/** Types that check targets and their arguments at compile time. */

// biome-ignore lint/suspicious/noExplicitAny: any exported function can be a target
export type Target = (...args: any[]) => unknown;

/** The arguments of a target; without the last parameter if `kwargs` is to be that. */
export type ArgumentsOf<F extends Target> = Readonly<Parameters<F>> | WithoutLast<F>;

type WithoutLast<F extends Target> =
  Required<Parameters<F>> extends readonly [...infer Init, unknown] ? Readonly<Init> : never;

/** For options: those that are required because the target cannot be called without them. */
export type Needed<F extends Target> =
  [] extends Parameters<F>
    ? unknown
    : { readonly args: ArgumentsOf<F> } | ([] extends WithoutLast<F> ? { readonly kwargs: object } : never);

/** For options: refuses an async target, which would return before its work is done. */
export type Blocking<F extends Target> =
  ReturnType<F> extends PromiseLike<unknown>
    ? { readonly target: 'what a thread or process runs is not async' }
    : unknown;

/** For a function that is an argument itself: refuses an async one. */
export type Synchronous<F extends Target> =
  ReturnType<F> extends PromiseLike<unknown> ? 'what a thread runs is not async' : unknown;

/** The arguments of a Timer's function, as parameters: optional if the function takes none. */
export type TimerArguments<F extends Target> =
  [] extends Parameters<F>
    ? [args?: ArgumentsOf<F> | null, kwargs?: Readonly<Record<string, unknown>> | null]
    : [] extends WithoutLast<F>
      ? [args: ArgumentsOf<F>] | [args: ArgumentsOf<F> | null, kwargs: Readonly<Record<string, unknown>> | null]
      : [args: ArgumentsOf<F>, kwargs?: Readonly<Record<string, unknown>> | null];
