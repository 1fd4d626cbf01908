import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { MemoryError } from '../../src/runtime/errors.js';
import type { BlockAddress } from '../../src/runtime/memory/address.js';
import { words } from '../../src/runtime/memory/arena.js';
import {
  allocate,
  allocateWithTexts,
  blockLength,
  freeBlock,
  readBlock,
  readText,
  storeBlock,
  storeText,
} from '../../src/runtime/memory/heap.js';
import { Control, LINE } from '../../src/runtime/memory/map.js';
import { reset, takeSnapshot } from '../../src/runtime/memory/snapshot.js';
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

test('a freed block is reused for content that fits into its size, and for nothing larger', () => {
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

test('content stays as it was put in, whatever else is stored and freed', () => {
  const action = fc.record({ size: fc.integer({ min: 0, max: 5000 }), fill: fc.nat(255), free: fc.boolean() });
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      const stored = new Map<BlockAddress, Uint8Array>();
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

test('a full arena is a MemoryError that names the option; smaller requests still succeed, and freed blocks are reused', () => {
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

test('once all memory has been handed out, free blocks are divided, for blocks and for objects, until none is left', () => {
  words[Control.LIMIT] = linesUsed() + 16;
  const block = storeBlock(new Uint8Array(16 * 64 - 16).fill(255));
  freeBlock(block);
  const object = allocate(3 * LINE);
  expect(words.slice(object, object + 3 * LINE).every((word) => word === 0)).toBe(true);
  const blocks = Array.from({ length: 13 }, (_, i) => storeBlock(new Uint8Array(48).fill(i)));
  const lines = [object, object + LINE, object + 2 * LINE, ...blocks].map((at) => (at - block) / LINE);
  expect(lines.sort((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, i) => i));
  for (const [i, at] of blocks.entries()) expect(readBlock(at)).toEqual(new Uint8Array(48).fill(i));
  expect(() => storeBlock(new Uint8Array(1))).toThrow(MemoryError);
  expect(() => allocate(1)).toThrow(MemoryError);
});

test('an object and its texts are allocated together, or not at all', () => {
  const [at, empty, name] = allocateWithTexts(3, ['', 'näme']);
  expect([at % LINE, words[at], readText(empty as BlockAddress), readText(name as BlockAddress)]).toEqual([
    0,
    0,
    '',
    'näme',
  ]);
  words[Control.LIMIT] = linesUsed() + 2;
  expect(() => allocateWithTexts(1, ['x', 'y'.repeat(100)])).toThrow(MemoryError);
  expect(linesUsed()).toBe((words[Control.LIMIT] as number) - 2);
  allocateWithTexts(1, ['x', 'y'.repeat(80)]);
  expect(linesUsed()).toBe(words[Control.LIMIT]);
});

test('in a full arena no memory is given out twice, whatever is taken and given back', () => {
  const action = fc.record({ size: fc.nat(1000), isObject: fc.boolean(), free: fc.nat(3) });
  fc.assert(
    fc.property(fc.array(action, { maxLength: 80 }), (actions) => {
      words[Control.LIMIT] = linesUsed() + 40;
      const stored = new Map<BlockAddress, Uint8Array>();
      const objects: number[] = [];
      for (const [i, { size, isObject, free }] of actions.entries()) {
        const [oldest] = stored.keys();
        if (free === 0 && oldest !== undefined) {
          freeBlock(oldest);
          stored.delete(oldest);
        }
        const content = new Uint8Array(size).fill(i);
        try {
          if (isObject) objects.push(allocate(1 + (size >> 4)));
          else stored.set(storeBlock(content), content);
        } catch (error) {
          expect(error).toBeInstanceOf(MemoryError);
        }
      }
      for (const [at, content] of stored) expect(readBlock(at)).toEqual(content);
      for (const at of objects) expect(words[at]).toBe(0);
    }),
  );
});
