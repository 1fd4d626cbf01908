/** What the person at the keyboard can put right: facts, for which the command line has the words, or the words. */
export type UserFault =
  | { readonly is: 'in-words'; readonly message: string; readonly hint?: string | undefined }
  | { readonly is: 'unknown-demo'; readonly word: string; readonly near: string | undefined }
  | { readonly is: 'no-file' | 'no-regular-file' | 'python-file' | 'own-program'; readonly path: string }
  | { readonly is: 'needs-loader'; readonly path: string; readonly extension: string; readonly node: string }
  | { readonly is: 'never-loaded'; readonly path: string; readonly seconds: number }
  | {
      readonly is: 'load-failed';
      readonly path: string;
      /** `TypeError: …`, or what was thrown instead of an error. */
      readonly thrown: string;
      readonly isError: boolean;
      /** `file:line:column` in the user's own code. */
      readonly place?: string | undefined;
      /** True if the module that could not be found is this package. */
      readonly lacksPyconc?: boolean;
    }
  | {
      readonly is: 'no-demo';
      readonly file: string;
      /** `null`, `array` or a `typeof`: the kind of its default export, if it has one. */
      readonly defaultIs: string | undefined;
      readonly exports: readonly string[];
    }
  | { readonly is: 'param-syntax'; readonly text: string }
  | { readonly is: 'param-twice'; readonly name: string }
  | {
      readonly is: 'unknown-param';
      readonly demo: string;
      readonly name: string;
      readonly near: string | undefined;
      readonly names: readonly string[];
    }
  | {
      readonly is: 'param-value';
      readonly name: string;
      readonly text: string;
      readonly takes: Takes;
      /** The choice that was probably meant. */
      readonly near?: string | undefined;
    };

/** What a parameter takes. */
export type Takes =
  | { readonly choices: readonly (number | string | boolean)[] }
  | { readonly type: 'boolean' | 'number' }
  | { readonly min: number | undefined; readonly max: number | undefined };

/** A mistake that the user can fix: shown without a stack, exit code 2. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly fault: UserFault;

  constructor(fault: UserFault) {
    super(fault.is === 'in-words' ? fault.message : fault.is);
    this.fault = fault;
  }

  /** One that is in words already: the message, and what to do instead. */
  static inWords(message: string, hint?: string): UserError {
    return new UserError({ is: 'in-words', message, hint });
  }
}
