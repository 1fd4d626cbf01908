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

const items = new SharedList<number>('items');
const itemIsThere = new Event('item event');
const taken = new Value('i', 0, 'items taken');

export function produce(clearsAtOnce: boolean, count: number) {
  for (let i = 0; i < count; i++) {
    sleep(2);
    const item = randint(0, 256);
    items.append(item);
    log(`made ${item}`);
    itemIsThere.set();
    if (clearsAtOnce) itemIsThere.clear();
  }
  log(`has made ${count} items and is done`);
}

/** The consumer of the article: one item per event. */
export function takeOnePerEvent(count: number) {
  while (taken.value < count) {
    log('is ready for an event');
    itemIsThere.wait();
    takeItem();
    sleep(2);
  }
}

/** The cure: clear the event after the wait, then take all there is. An item that is made later sets the event again. */
export function takeAllThereIs(count: number) {
  while (taken.value < count) {
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

function main({ params, variant }: { params: { items: number }; variant: string }) {
  const isAsWritten = variant === 'as-written';
  const take = isAsWritten ? takeOnePerEvent : takeAllThereIs;
  const consumer = new Thread({ target: take, args: [params.items], name: 'consumer' });
  const producer = new Thread({ target: produce, args: [isAsWritten, params.items], name: 'producer' });
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
  params: { items: { default: 10, min: 1, max: 1000, about: 'how many items are made' } },
  speed: 10,
  explore: { params: { items: 2 } },
  main,
  result: ({ lines }) => ({
    made: lines.filter(({ text }) => /^made \d+$/.test(text)).length,
    taken: taken.value,
    left: items.toArray(),
  }),
  summary: ({ made, taken, left }, { variant, params }) => [
    {
      head: ['made', 'events cleared at once', 'taken', 'left behind'],
      rows: [[made, variant === 'as-written' ? made : 0, `${taken} of ${params.items}`, left.join(', ') || 'none']],
    },
  ],
  outcomes: [
    {
      name: 'events-lost',
      grade: 'interesting',
      because: 'Events were set and cleared while the consumer was not waiting: now it waits for one that never comes.',
      notice:
        'For each item left behind, an event was set and cleared while the consumer was busy. Now it waits for one more.',
      when: ({ variant, params, reason, result }) =>
        variant === 'as-written' && reason === 'hung' && result !== undefined && result.taken < params.items,
    },
    {
      name: 'seen-twice',
      grade: 'interesting',
      because:
        'The consumer took an item and was back before the producer had cleared the event: it found the same one, but no item.',
      notice:
        'The consumer popped from an empty list: the event was still set from the last item. Rare, since it sleeps after each.',
      when: ({ variant, threads }) =>
        variant === 'as-written' && threads.some(({ error }) => error?.type === 'IndexError'),
    },
    {
      name: 'all-taken',
      grade: 'expected',
      because: 'An event stayed set until the consumer had seen it.',
      notice:
        'The consumer clears the event, then takes all there is. An item that is made later sets it again: none is left behind.',
      when: ({ variant, params, reason, result }) =>
        variant === 'consumer-clears' && reason === 'completed' && isAllTaken(params.items, result),
    },
    {
      name: 'lucky',
      grade: 'expected',
      because: 'The consumer happened to be in time for each item, but the program is still wrong.',
      notice: 'The consumer was in time for each item. That was luck: a slower one misses events.',
      when: ({ variant, params, reason, result }) =>
        variant === 'as-written' && reason === 'completed' && result?.taken === params.items,
    },
  ],
});

function isAllTaken(count: number, result?: { taken: number; left: readonly number[] }) {
  return result?.taken === count && result.left.length === 0;
}
