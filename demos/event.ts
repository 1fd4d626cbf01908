/**
 * Does an event remember?
 *
 * A producer makes an item every two beats and sets an event. As the article has it, it clears the event at once: whoever is
 * waiting at that moment goes on, and nobody else will ever know. The consumer needs two beats and a little for each item, so it
 * comes a little too late for the next event, waits for the one after, and in the end for one that never comes.
 */
import { defineDemo, log, randint, SharedList, sleep, Value } from 'pyconc';
import { Event, Thread } from 'pyconc/threading';

const ITEMS = 10;

const items = new SharedList<number>('items');
const itemIsThere = new Event('item event');
const made = new Value('i', 0, 'items made');
const taken = new Value('i', 0, 'items taken');
const clearedAtOnce = new Value('i', 0, 'events cleared at once');

export function produce(clearsAtOnce: boolean) {
  for (let i = 0; i < ITEMS; i++) {
    sleep(2);
    const item = randint(0, 256);
    items.append(item);
    made.value += 1;
    log(`made ${item}`);
    itemIsThere.set();
    if (!clearsAtOnce) continue;
    itemIsThere.clear();
    clearedAtOnce.value += 1;
  }
  log(`has made ${ITEMS} items and is done`);
}

/** The article's consumer: an item for an event. */
export function takeOnePerEvent() {
  while (taken.value < ITEMS) {
    log('is ready for an event');
    itemIsThere.wait();
    takeItem();
    sleep(2);
  }
}

/** The cure: who waits clears, and then takes all there is. An item that is made after that sets the event again. */
export function takeAllThereIs() {
  while (taken.value < ITEMS) {
    log('is ready for the event');
    itemIsThere.wait();
    itemIsThere.clear();
    while (items.length > 0) takeItem();
    sleep(2);
  }
}

function takeItem() {
  const item = items.pop();
  taken.value += 1;
  log(`takes ${item}, ${items.length} left`);
  sleep(0.1);
}

export default defineDemo({
  name: 'event',
  title: 'An event that is set and cleared at once',
  topic: 'threads',
  about: {
    question:
      'Does an event remember that it was set? A producer makes ten items and sets an event for each; a consumer waits for the event and takes the item.',
    cpython:
      "CPython hung with the article's program in 20 of 20 runs on each of 2.7, 3.6, 3.9, 3.11 and 3.13, with 4 to 8 of the 10 items taken. It does not say that it hangs: the author of the article gave up after 20 minutes.",
  },
  variants: {
    'consumer-clears': 'the cure: the consumer clears the event, then takes all there is',
    'as-written': "the article's: a set and an immediate clear, which loses events and never ends",
  },
  speed: 10,
  main({ variant }) {
    const isAsWritten = variant === 'as-written';
    const consumer = new Thread({ target: isAsWritten ? takeOnePerEvent : takeAllThereIs, name: 'consumer' });
    const producer = new Thread({ target: produce, args: [isAsWritten], name: 'producer' });
    consumer.start();
    producer.start();
    producer.join();
    consumer.join();
    log('all items are taken');
  },
  result: () => ({
    made: made.value,
    taken: taken.value,
    left: items.toArray(),
    clearedAtOnce: clearedAtOnce.value,
  }),
  summary: ({ made, taken, left, clearedAtOnce }) => [
    {
      head: ['made', 'events cleared at once', 'taken', 'left behind'],
      rows: [[made, clearedAtOnce, `${taken} of ${ITEMS}`, left.join(', ') || 'none']],
    },
  ],
  outcomes: [
    {
      name: 'events-lost',
      grade: 'interesting',
      because:
        'Events came while the consumer was not waiting, and were cleared: it waits for one that will never come.',
      notice:
        'For each item left behind an event was set and cleared while the consumer was busy. Now it waits for an eleventh.',
      when: ({ reason, result }) =>
        reason === 'hung' && result !== undefined && result.clearedAtOnce > 0 && result.taken < ITEMS,
    },
    {
      name: 'all-taken',
      grade: 'expected',
      because: 'An event stayed set until the consumer had seen it.',
      notice:
        'The consumer clears the event, then takes all there is. What is made after that sets it again: nothing is left behind.',
      when: ({ reason, result }) =>
        reason === 'completed' && result?.clearedAtOnce === 0 && result.taken === ITEMS && result.left.length === 0,
    },
    {
      name: 'lucky',
      grade: 'expected',
      because: 'The consumer happened to be waiting at every event: the program is still wrong.',
      notice: 'Each event came while the consumer was waiting. That was luck: a slower consumer loses some.',
      when: ({ reason, result }) => reason === 'completed' && result?.taken === ITEMS && result.clearedAtOnce > 0,
    },
  ],
});
