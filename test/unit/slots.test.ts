import { expect, test } from 'vitest';
import type { SlotAddress } from '../../src/runtime/memory/address.js';
import { words } from '../../src/runtime/memory/arena.js';
import { Slot } from '../../src/runtime/memory/map.js';
import { freeIfIdle, freeSlot, markDoneUntil, parkSlot, takeEmptySlot } from '../../src/runtime/threads/slots.js';

test('a worker that dies before it takes its job leaves it to no other', () => {
  const at = takeEmptySlot() as SlotAddress;
  words[at + Slot.JOB] = 1;
  freeSlot(at);
  expect(takeEmptySlot()).toBe(at);
  expect(words[at + Slot.JOB]).toBe(0);
  freeSlot(at);
});

test('a worker that dies idle takes its slot with it, unless a thread has just been given to it', () => {
  const at = takeEmptySlot() as SlotAddress;
  parkSlot(at);
  words[at + Slot.GENERATION] = (words[at + Slot.GENERATION] as number) + 1;
  expect(freeIfIdle(at)).toBe(false);
  markDoneUntil(at, words[at + Slot.GENERATION] as number);
  expect(freeIfIdle(at)).toBe(true);
  // In one list, and once.
  expect(takeEmptySlot()).toBe(at);
  expect(takeEmptySlot()).not.toBe(at);
});
