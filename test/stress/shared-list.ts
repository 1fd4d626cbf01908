/** SharedList: each item is popped once, and read whole. */
import { IndexError, randint, SharedList, ValueError } from 'pyconc';
import { check, conclude, dawdle, together } from './conclusion.js';

const list = new SharedList<{ readonly id: number; readonly text: string }>('the list');
const appended = new SharedList<number[]>('appended');
const popped = new SharedList<number[]>('popped');

export function act(number: number, operations: number) {
  const [mine, theirs]: [number[], number[]] = [[], []];
  for (let i = 0; i < operations; i++) {
    const id = number * 10_000 + i;
    try {
      switch (randint(0, 7)) {
        case 0:
        case 1:
          list.append({ id, text: 'x'.repeat(id % 500) });
          mine.push(id);
          break;
        case 2:
          theirs.push(list.pop(randint(0, 1) === 0 ? 0 : -1).id);
          break;
        case 3:
          theirs.push(list.pop(randint(-5, 5)).id);
          break;
        case 4:
          list.insert(randint(-3, 3), { id, text: 'x'.repeat(id % 500) });
          mine.push(id);
          break;
        case 5: {
          // Found and taken in two steps: another thread may have taken it in between.
          const sought = list.at(0);
          list.remove(sought);
          theirs.push(sought.id);
          break;
        }
        case 6:
          for (const { id: each, text } of list) check(text.length === each % 500, () => `item ${each} is not whole`);
          break;
        default: {
          const item = list.at(randint(-3, 3));
          check(item.text.length === item.id % 500, () => `item ${item.id} has a text of ${item.text.length}`);
        }
      }
    } catch (error) {
      if (!(error instanceof IndexError || error instanceof ValueError)) throw error;
    }
    if (randint(0, 9) === 0) dawdle();
  }
  appended.append(mine);
  popped.append(theirs);
}

export function main() {
  together(
    act,
    Array.from({ length: 8 }, (_, i) => [i, 200]),
  );
  const put = appended.toArray().flat().sort();
  const rest = list.toArray().map(({ id }) => id);
  const out = [...popped.toArray().flat(), ...rest].sort();
  check(put.join() === out.join(), () => `${put.length} items were appended, and ${out.length} came out`);
  conclude();
}
