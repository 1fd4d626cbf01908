"""How do consumers learn that there will be no more items?

A producer puts ten items into a queue, three consumers get them. The queue does all the waiting: there is no lock and no
condition in this file. But a get from an empty queue waits for ever, so the consumers have to be told that there is no more.
In the article they are not (variant as-written): stop it with Ctrl-C, twice.

Python 3.6 or later, variant shutdown 3.13:
python3 queue-consumers.py [--variant join|shutdown|as-written] [--items N] [--consumers N]
With PACE=0.1 in the environment a beat is a tenth of a second.
"""
import argparse
import os
import sys
from logging import INFO, basicConfig, info as log
from queue import Queue
from random import randint
from threading import Thread
from time import sleep

try:
    from queue import ShutDown
except ImportError:
    ShutDown = None  # before Python 3.13

BEAT = float(os.environ.get("PACE", "1"))
SENTINEL = -1  # put once per consumer after all items: a consumer that gets it stops
basicConfig(format="%(threadName)-24s %(message)s", level=INFO, stream=sys.stdout)

queue = Queue()


def produce(items):
    for _ in range(items):
        sleep(BEAT)
        item = randint(0, 256)
        log("made %d", item)
        queue.put(item)


def consume_for_ever():
    """The consumer of the article: it never stops."""
    while True:
        work(queue.get())


def consume_until_sentinel():
    for item in iter(queue.get, SENTINEL):
        work(item)
    queue.task_done()
    log("got the sentinel, stops")


def consume_until_shut_down():
    try:
        consume_for_ever()
    except ShutDown:
        log("finds the queue shut down, stops")


def work(item):
    log("got %d", item)
    queue.task_done()


CONSUME = {
    "join": consume_until_sentinel,
    "shutdown": consume_until_shut_down,
    "as-written": consume_for_ever,
}


def main(variant, items, consumers):
    if variant == "shutdown" and ShutDown is None:
        sys.exit("queue.shutdown() came with Python 3.13")
    threads = [Thread(target=CONSUME[variant], name="consumer %d" % (i + 1)) for i in range(consumers)]
    producer = Thread(target=produce, args=(items,), name="producer")
    for thread in threads + [producer]:
        thread.start()
    producer.join()
    if variant == "join":
        queue.join()
        log("all items are done")
        for _ in range(consumers):
            queue.put(SENTINEL)
    elif variant == "shutdown":
        log("the producer has ended")
        queue.shutdown()
    for thread in threads:
        thread.join()
    log("all consumers have ended")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--variant", choices=sorted(CONSUME), default="join")
    parser.add_argument("--items", type=int, default=10)
    parser.add_argument("--consumers", type=int, default=3)
    main(**vars(parser.parse_args()))
