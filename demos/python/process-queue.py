"""How do two processes send something to each other?

A producer in one process puts ten random items into a queue, a consumer in another gets them. Nothing is shared: each item
is pickled, sent, and made anew on the other side.

Python 3.6 or later:  python3 process-queue.py
With PACE=0.1 in the environment a beat is a tenth of a second.
"""
import os
import sys
from logging import INFO, basicConfig, info as log
from multiprocessing import Process, Queue
from random import randint
from time import sleep

BEAT = float(os.environ.get("PACE", "1"))
ITEMS = 10
basicConfig(format="%(processName)-24s %(message)s", level=INFO, stream=sys.stdout)


def produce(queue):
    for _ in range(ITEMS):
        item = randint(0, 256)
        log("made %d", item)
        queue.put(item)
        sleep(BEAT)


def consume(queue):
    for _ in range(ITEMS):
        log("got %d", queue.get())


def main():
    queue = Queue()
    producer = Process(target=produce, args=(queue,), name="producer")
    consumer = Process(target=consume, args=(queue,), name="consumer")
    for process in producer, consumer:
        process.start()
    for process in producer, consumer:
        process.join()


if __name__ == "__main__":
    main()
