"""Does an event remember that it was set?

A producer makes an item every two beats and sets an event, for which a consumer waits. In the article the producer clears
the event at once (variant as-written): a consumer that is busy at that moment never learns of it. It needs two beats and a
little for each item, so it misses every other event, and in the end waits for one that never comes. Stop it with Ctrl-C,
twice.

Python 3.6 or later:  python3 event.py [--variant consumer-clears|as-written] [--items N]
With PACE=0.1 in the environment a beat is a tenth of a second.
"""
import argparse
import os
import sys
from logging import INFO, basicConfig, info as log
from random import randint
from threading import Event, Thread
from time import sleep

BEAT = float(os.environ.get("PACE", "1"))
basicConfig(format="%(threadName)-24s %(message)s", level=INFO, stream=sys.stdout)

items = []
item_is_there = Event()
taken = []


def produce(clears_at_once, count):
    for _ in range(count):
        sleep(2 * BEAT)
        item = randint(0, 256)
        items.append(item)
        log("made %d", item)
        item_is_there.set()
        if clears_at_once:
            item_is_there.clear()
    log("has made %d items and is done", count)


def take_one_per_event(count):
    """The consumer of the article: one item per event."""
    while len(taken) < count:
        log("is ready for an event")
        item_is_there.wait()
        take_item()
        sleep(2 * BEAT)


def take_all_there_is(count):
    """The cure: clear the event after the wait, then take all there is."""
    while len(taken) < count:
        log("is ready for the event")
        item_is_there.wait()
        item_is_there.clear()
        while items:
            take_item()
        sleep(2 * BEAT)


def take_item():
    item = items.pop()
    taken.append(item)
    log("takes %d, %d left", item, len(items))
    sleep(0.1 * BEAT)


def main(variant, count):
    is_as_written = variant == "as-written"
    take = take_one_per_event if is_as_written else take_all_there_is
    consumer = Thread(target=take, args=(count,), name="consumer")
    producer = Thread(target=produce, args=(is_as_written, count), name="producer")
    consumer.start()
    producer.start()
    producer.join()
    consumer.join()
    log("all items are taken")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--variant", choices=["consumer-clears", "as-written"], default="consumer-clears")
    parser.add_argument("--items", type=int, default=10)
    given = parser.parse_args()
    main(given.variant, given.items)
