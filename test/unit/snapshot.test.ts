import { expect, test } from 'vitest';
import { bytes, words } from '../../src/runtime/memory/arena.js';
import { freeBlock, storeText } from '../../src/runtime/memory/heap.js';
import { Control, Slot, slotAt } from '../../src/runtime/memory/map.js';
import { hasNewModules, reset, takeSnapshot } from '../../src/runtime/memory/snapshot.js';
import { Thread } from '../../src/threading/thread.js';
import { Value } from '../../src/value.js';

const HEAP_BYTES = 4 * 2 ** 20;
const everything = () => Buffer.from(bytes.slice(0, HEAP_BYTES));

test('a reset brings everything back, to the byte', () => {
  const value = new Value('i', 5, 'before');
  new Thread();
  const freed = storeText('freed before');
  freeBlock(freed);
  const before = everything();
  const snapshot = takeSnapshot();

  value.value = 6;
  const again = storeText('in the freed block');
  expect(again).toBe(freed);
  for (let i = 0; i < 1000; i++) freeBlock(storeText('x'.repeat(i)));
  for (let i = 0; i < 100; i++) new Value('d', i, `value ${i}`);
  const later = new Thread();
  // Data that threads leave behind.
  words[Control.STARTED] = 17;
  for (const guard of [Control.SLOTS, Control.BLOCKS, Control.MODULES]) words[guard] = slotAt(3);
  expect(everything().equals(before)).toBe(false);
  expect(hasNewModules(snapshot)).toBe(true);

  reset(snapshot);
  expect(value.value).toBe(5);
  expect(everything().equals(before)).toBe(true);
  expect(hasNewModules(snapshot)).toBe(false);
  expect(new Thread().name).toBe(later.name);
});

test('slots have no name after a reset', () => {
  const snapshot = takeSnapshot();
  words[Control.SLOTS_USED] = 2;
  words[slotAt(2) + Slot.NAME] = storeText('somebody');
  words[slotAt(2) + Slot.IDENT] = 4;
  reset(snapshot);
  expect([words[slotAt(2) + Slot.NAME], words[slotAt(2) + Slot.IDENT]]).toEqual([0, 0]);
  words[Control.SLOTS_USED] = 0;
});
