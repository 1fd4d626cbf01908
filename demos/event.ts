/**
 * Run it: npx pyconc run event
 *
 * Does an event remember that it was set?
 *
 * A producer makes an item every two beats and sets an event, for which a consumer waits; then the consumer clears it, and takes
 * all items that there are. You will see it take all ten. With `--variant as-written` the producer itself clears the event at
 * once: a consumer that is busy at that moment never learns of it, and in the end waits for an event that never comes.
 */
import { defineDemo, log, randint, SharedList, sleep, Value } from 'pyconc';
import { Event, Thread } from 'pyconc/threading';

const ITEMS = 10;

const items = new SharedList<number>('items');
const itemIsThere = new Event('item event');
const taken = new Value('i', 0, 'items taken');

export function produce(clearsAtOnce: boolean) {
  for (let i = 0; i < ITEMS; i++) {
    sleep(2);
    const item = randint(0, 256);
    items.append(item);
    log(`made ${item}`);
    itemIsThere.set();
    if (clearsAtOnce) itemIsThere.clear();
  }
  log(`has made ${ITEMS} items and is done`);
}

/** The consumer of the article: one item per event. */
export function takeOnePerEvent() {
  while (taken.value < ITEMS) {
    log('is ready for an event');
    itemIsThere.wait();
    takeItem();
    sleep(2);
  }
}

/** The cure: clear the event after the wait, then take all there is. An item that is made later sets the event again. */
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

function main({ variant }: { variant: string }) {
  const isAsWritten = variant === 'as-written';
  const consumer = new Thread({ target: isAsWritten ? takeOnePerEvent : takeAllThereIs, name: 'consumer' });
  const producer = new Thread({ target: produce, args: [isAsWritten], name: 'producer' });
  consumer.start();
  producer.start();
  producer.join();
  consumer.join();
  log('all items are taken');
}

// The program ends here. What follows tells pyconc how to present it, and how to judge a run.

export default defineDemo({
  name: 'event',
  title: 'An event that is set and cleared at once',
  topic: 'threads',
  about: {
    question:
      'Does an event remember that it was set? A producer makes ten items and sets an event for each; a consumer waits for the event and takes the item.',
    cpython:
      'CPython hung with the program of the article in 20 of 20 runs on each of 2.7, 3.6, 3.9, 3.11 and 3.13, with 4 to 8 of the 10 items taken. It does not say that it hangs: the author of the article gave up after 20 minutes.',
  },
  variants: {
    'consumer-clears': 'the cure: the consumer clears the event, then takes all there is',
    'as-written': 'as in the article: the producer clears the event at once, which loses events and never ends',
  },
  speed: 10,
  main,
  result: ({ lines }) => ({
    made: lines.filter(({ text }) => /^made \d+$/.test(text)).length,
    taken: taken.value,
    left: items.toArray(),
  }),
  summary: ({ made, taken, left }, { variant }) => [
    {
      head: ['made', 'events cleared at once', 'taken', 'left behind'],
      rows: [[made, variant === 'as-written' ? made : 0, `${taken} of ${ITEMS}`, left.join(', ') || 'none']],
    },
  ],
  outcomes: [
    {
      name: 'events-lost',
      grade: 'interesting',
      because: 'Events were set and cleared while the consumer was not waiting: now it waits for one that never comes.',
      notice:
        'For each item left behind, an event was set and cleared while the consumer was busy. Now it waits for an eleventh.',
      when: ({ variant, reason, result }) =>
        variant === 'as-written' && reason === 'hung' && result !== undefined && result.taken < ITEMS,
    },
    {
      name: 'all-taken',
      grade: 'expected',
      because: 'An event stayed set until the consumer had seen it.',
      notice:
        'The consumer clears the event, then takes all there is. An item that is made later sets it again: none is left behind.',
      when: ({ variant, reason, result }) =>
        variant === 'consumer-clears' && reason === 'completed' && isAllTaken(result),
    },
    {
      name: 'lucky',
      grade: 'expected',
      because: 'The consumer happened to be waiting at every event, but the program is still wrong.',
      notice: 'Each event came while the consumer was waiting. That was luck: a slower consumer loses some.',
      when: ({ variant, reason, result }) =>
        variant === 'as-written' && reason === 'completed' && result?.taken === ITEMS,
    },
  ],
});

function isAllTaken(result?: { taken: number; left: readonly number[] }) {
  return result?.taken === ITEMS && result.left.length === 0;
}
