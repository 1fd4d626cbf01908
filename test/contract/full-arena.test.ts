import { expect, test } from 'vitest';
import { fillBesideOneThatCannotGrow } from '../../build/programs/full-arena.js';
import { observe } from '../observe.js';

test('beside a thread that asks for more memory than there is, others get what fits, each its own', async () => {
  for (let i = 0; i < 5; i++) {
    const { result } = await observe(fillBesideOneThatCannotGrow, { arena: 2 });
    expect(result).toEqual({ refused: 0, wrong: 0, words: Array(6).fill(500) });
  }
});
