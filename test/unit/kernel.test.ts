import { expect, test } from 'vitest';
import { now } from '../../src/runtime/kernel/clock.js';
import { wait } from '../../src/runtime/kernel/sleep.js';
import { words } from '../../src/runtime/memory/arena.js';
import { enter, freeGuards, leave } from '../../src/runtime/memory/guard.js';
import { Control, Slot, State, slotAt } from '../../src/runtime/memory/map.js';

test('a guard that its holder has left is free at once', () => {
  enter(Control.MODULES);
  leave(Control.MODULES);
  enter(Control.MODULES);
  expect(words[Control.MODULES]).not.toBe(0);
  leave(Control.MODULES);
  expect(words[Control.MODULES]).toBe(0);
});

test.each(['DEAD', 'EMPTY', 'RUNNING'] as const)(
  'the host does not wait for ever for a thread that was killed inside a guard: %s',
  (state) => {
    // RUNNING: nobody has told the host yet.
    const at = slotAt(5);
    words[at + Slot.STATE] = State[state];
    words[Control.BLOCKS] = at;
    enter(Control.BLOCKS);
    expect(words[Control.BLOCKS]).not.toBe(at);
    leave(Control.BLOCKS);
  },
);

test('the guards of a dead worker are free, those of others are not', () => {
  words[Control.SLOTS] = slotAt(5);
  words[Control.BLOCKS] = slotAt(6);
  freeGuards(slotAt(5));
  expect([words[Control.SLOTS], words[Control.BLOCKS]]).toEqual([0, slotAt(6)]);
  words[Control.BLOCKS] = 0;
});

test.each(['DEAD', 'RUNNING'] as const)(
  'the clock goes on after a thread was killed while changing it: %s',
  (state) => {
    const [guard, version] = [Control.PAUSE, Control.PAUSE + 1];
    const at = slotAt(5);
    words[at + Slot.STATE] = State[state];
    words[guard] = at;
    words[version] = 7;
    const before = now();
    expect(now()).toBeGreaterThanOrEqual(before);
    expect([words[guard], (words[version] as number) & 1]).toEqual([0, 0]);
  },
);

test('the host never sleeps', () => {
  expect(() => wait(slotAt(5), 0, now() + 1, 0, 0)).toThrow(/call run\(main\)/);
});
