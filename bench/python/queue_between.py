"""Called so because a script called queue.py would be what `import queue` finds."""

import sys
from queue import Queue

from rounds import in_threads, rounds

COUNT = 10_000
items, maxsize = sys.argv[1], int(sys.argv[2])
queue = Queue(maxsize)


def put_numbers():
    for i in range(COUNT):
        queue.put(i)


def put_objects():
    for i in range(COUNT):
        queue.put({"id": i, "name": "item", "price": 1.5})


def get():
    for _ in range(COUNT):
        queue.get()


put = put_objects if items == "objects" else put_numbers
rounds(COUNT, lambda: in_threads(put, get))
