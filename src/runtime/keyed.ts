/** Lists in the arena whose entries are found by a text: what is made under a key is made once, whoever comes first. */
import { Control, words } from './arena.js';
import { allocate, readText, storeText } from './heap.js';
import { enter, leave } from './kernel.js';

/** An entry: the next one, what was made (the address of an object, or a number), its key. */
const NEXT = 0;
const MADE = 1;
const KEY = 2;
const ENTRY_WORDS = 3;

/** What was made under the key; `make` is called if nothing was. `list` is the control word with the list's head. */
export function keyed(list: number, key: string, make: () => number): number {
  enter(Control.MODULES);
  try {
    const known = search(list, key);
    if (known !== undefined) return known;
    const made = make();
    const entry = allocate(ENTRY_WORDS);
    words[entry + KEY] = storeText(key);
    words[entry + MADE] = made;
    words[entry + NEXT] = words[list] as number;
    words[list] = entry;
    return made;
  } finally {
    leave(Control.MODULES);
  }
}

/** What was made under the key, if anything was. */
export function findKeyed(list: number, key: string): number | undefined {
  enter(Control.MODULES);
  try {
    return search(list, key);
  } finally {
    leave(Control.MODULES);
  }
}

function search(list: number, key: string): number | undefined {
  for (let entry = words[list] as number; entry !== 0; entry = words[entry + NEXT] as number) {
    if (readText(words[entry + KEY] as number) === key) return words[entry + MADE] as number;
  }
  return undefined;
}
