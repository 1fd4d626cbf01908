import type { ErrorFacts } from './facts.js';

/** An error that is reported together with another: its cause, or one of several that it stands for. */
export interface RelatedError {
  readonly error: ErrorFacts;
  readonly relation: 'cause' | 'part';
}

/** The errors that an error comes from, in the order to report them: each is followed by those that it comes from itself. */
export function relatedErrors({ cause, errors = [] }: ErrorFacts): RelatedError[] {
  const own: RelatedError[] = errors.map((error) => ({ error, relation: 'part' }));
  if (cause) own.push({ error: cause, relation: 'cause' });
  return own.flatMap((each) => [each, ...relatedErrors(each.error)]);
}
