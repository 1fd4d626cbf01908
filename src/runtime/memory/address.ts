/**
 * Addresses: where an object, a block or a slot begins in the arena. Only this folder makes addresses: the heap those of
 * objects and blocks, the map those of slots. Elsewhere they are handed on, or read from a word that holds one:
 * `words[slot + Slot.NAME] as BlockAddress`. (A Condition's own RLock is an object inside another: `makeRLock`.) Other words
 * inside are plain numbers, `slot + Slot.NAME`, and cannot be taken for addresses.
 */
declare const brand: unique symbol;

/**
 * The number of the word at which something begins. Where there may be nothing, the type is `Address | 0`, and a comparison
 * with 0 must come before its use.
 */
export type Address<Of extends 'object' | 'block' | 'slot' = 'object' | 'block' | 'slot'> = number & {
  readonly [brand]: Of;
};

/** Lives as long as the run. */
export type ObjectAddress = Address<'object'>;

/** Begins with its header; `blockWords` is where its content begins. */
export type BlockAddress = Address<'block'>;

export type SlotAddress = Address<'slot'>;

/** What a thread waits for, or polls: an object, 0 for the clock, or a thread, as its slot's address with a negative sign. */
export type WaitObject = ObjectAddress | 0;
