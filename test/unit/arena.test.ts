import { describe, expect, test } from 'vitest';
import { Control, LINE, Slot } from '../../src/runtime/memory/map.js';

/** How many words one name has, if more than one. */
const sizes: Readonly<Record<string, number>> = {
  // Doubles.
  ...{ SPEED: 2, EPOCH: 2, CLOCK_NOW: 2, WAIT_UNTIL: 2, REPLY_NUMBER: 2 },
  PAUSE: 12,
  FREE: 2 * LINE,
  TALLY: 6 * LINE,
  // An item.
  WORK: 4,
  SIZE: 0,
};

describe.each(Object.entries({ Control, Slot }))('the words of %s', (_, words: Readonly<Record<string, number>>) => {
  const named = Object.entries(words).toSorted(([, one], [, other]) => one - other);

  test('do not overlap', () => {
    const owners = new Map<number, string>();
    for (const [name, at] of named) {
      for (let word = at; word < at + (sizes[name] ?? 1); word++) {
        expect(`word ${word} is ${owners.get(word) ?? name}'s`).toBe(`word ${word} is ${name}'s`);
        owners.set(word, name);
      }
    }
  });
});
