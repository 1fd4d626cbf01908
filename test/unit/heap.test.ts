import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { Control, LINE, words } from '../../src/runtime/arena.js';
import { MemoryError } from '../../src/runtime/errors.js';
import {
  allocate,
  blockLength,
  freeBlock,
  readBlock,
  readText,
  storeBlock,
  storeText,
} from '../../src/runtime/heap.js';
import { reset, takeSnapshot } from '../../src/runtime/snapshot.js';
import '../seed.js';

const limit = words[Control.LIMIT] as number;
const empty = takeSnapshot();

beforeEach(() => {
  words[Control.LIMIT] = limit;
  reset(empty);
});

const linesUsed = () => words[Control.BUMP] as number;

test('objects are zeroed, each on lines of its own', () => {
  const first = allocate(1);
  const second = allocate(LINE + 1);
  const third = allocate(1);
  expect(first % LINE).toBe(0);
  expect([second - first, third - second]).toEqual([LINE, 2 * LINE]);
  expect([...words.slice(second, third)].every((word) => word === 0)).toBe(true);
});

test('a freed block is used again for what fits into its size, and for nothing larger', () => {
  const block = storeBlock(new Uint8Array(100));
  const used = linesUsed();
  freeBlock(block);
  expect(storeBlock(new Uint8Array(112))).toBe(block);
  expect(linesUsed()).toBe(used);
  freeBlock(block);
  expect(storeBlock(new Uint8Array(113))).not.toBe(block);
  expect(storeBlock(new Uint8Array(48))).not.toBe(block);
  expect(storeBlock(new Uint8Array(49))).toBe(block);
});

test('whatever is stored and freed, what is stored is what was put in', () => {
  const action = fc.record({ size: fc.integer({ min: 0, max: 5000 }), fill: fc.nat(255), free: fc.boolean() });
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      const stored = new Map<number, Uint8Array>();
      for (const { size, fill, free } of actions) {
        const [oldest] = stored.keys();
        if (free && oldest !== undefined) {
          freeBlock(oldest);
          stored.delete(oldest);
        }
        const content = new Uint8Array(size).fill(fill);
        const at = storeBlock(content);
        expect(stored.has(at)).toBe(false);
        stored.set(at, content);
      }
      for (const [at, content] of stored) {
        expect(blockLength(at)).toBe(content.byteLength);
        expect(readBlock(at)).toEqual(content);
      }
    }),
  );
});

test('text is kept', () => {
  for (const text of ['', 'name', 'ä中\u{1f600}', 'x'.repeat(100_000)]) expect(readText(storeText(text))).toBe(text);
});

test('a full arena is a MemoryError that names the option; what still fits is had, and freed blocks are', () => {
  words[Control.LIMIT] = linesUsed() + 100;
  const block = storeBlock(new Uint8Array(64 * 50));
  expect(() => storeBlock(new Uint8Array(64 * 50))).toThrow(MemoryError);
  expect(() => allocate(LINE * 50)).toThrow(/--arena <MiB>, or run\(main, \{ arena: MiB \}\)$/);
  expect(linesUsed()).toBeLessThanOrEqual(limit);
  for (let i = 0; i < 36; i++) allocate(1);
  expect(() => allocate(1)).toThrow(MemoryError);
  freeBlock(block);
  expect(storeBlock(new Uint8Array(64 * 40))).toBe(block);
});
