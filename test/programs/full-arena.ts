/** Programs that fill their arena: only objects that do not fit are refused. */
import { MemoryError, SharedList, Value } from 'pyconc';
import { Thread } from 'pyconc/threading';

const WRITERS = 6;
const lists = Array.from({ length: WRITERS }, (_, i) => new SharedList<string>(`list ${i}`));
const ballast = new SharedList<string>('ballast');
const isFull = new Value('i', 0, 'is full');
const refused = new Value('i', 0, 'refused');
const isOver = new Value('i', 0, 'is over');

/** Asks for more than there is, again and again, until the end. */
export function askForTooMuch() {
  const large = 'x'.repeat(600_000);
  while (isOver.value === 0) {
    try {
      ballast.append(large);
    } catch (error) {
      if (!(error instanceof MemoryError)) throw error;
      isFull.value = 1;
    }
  }
}

const wordAt = (writer: number, i: number) => `${writer}:${i}`;

/** These fit: none may be refused. */
export function appendWords(writer: number, count: number) {
  while (isFull.value === 0);
  const list = lists[writer] as SharedList<string>;
  for (let i = 0; i < count; i++) {
    try {
      list.append(wordAt(writer, i));
    } catch (error) {
      if (!(error instanceof MemoryError)) throw error;
      refused.value += 1;
    }
  }
}

/** How many words were refused, and how many differ from the appended ones. */
export function fillBesideOneThatCannotGrow() {
  const count = 500;
  const writers = lists.map((_, i) => new Thread({ target: appendWords, args: [i, count] }));
  const asker = new Thread({ target: askForTooMuch });
  for (const thread of [...writers, asker]) thread.start();
  for (const thread of writers) thread.join();
  isOver.value = 1;
  asker.join();
  const wrong = lists.flatMap((list, writer) => list.toArray().filter((word, i) => word !== wordAt(writer, i)));
  return { refused: refused.value, wrong: wrong.length, words: lists.map(({ length }) => length) };
}
