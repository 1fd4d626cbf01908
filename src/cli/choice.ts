/** Options that take one of a few words. */

import { Option } from 'commander';
import { refusals } from '../render/refusals.js';
import { nearest } from '../session/nearest.js';
import { UserError } from '../session/user-error.js';

/** A word that is none of the choices. The nearest choice is looked up when the error is reported. */
export class ChoiceError extends Error {
  override readonly name = 'ChoiceError';
  readonly #option: string;
  readonly #word: string;
  readonly #choices: readonly string[];
  readonly #hint: string | undefined;

  /** `hint` is shown if no choice is near. */
  constructor(option: string, word: string, choices: readonly string[], hint?: string) {
    super(option);
    this.#option = option;
    this.#word = word;
    this.#choices = choices;
    this.#hint = hint;
  }

  async toUserError(): Promise<UserError> {
    const near = await nearest(this.#word, this.#choices);
    return UserError.inWords(
      refusals.choice(this.#option, this.#choices, this.#word),
      near === undefined ? this.#hint : refusals.meant(near),
    );
  }
}

/** An option of commander that takes one of `choices`; it raises ChoiceError for any other word. */
export function choiceOption(flags: string, description: string, choices: readonly string[]): Option {
  const option = new Option(flags, description).choices(choices);
  return option.argParser((word: string) => {
    if (!choices.includes(word)) throw new ChoiceError(option.long ?? flags, word, choices);
    return word;
  });
}
