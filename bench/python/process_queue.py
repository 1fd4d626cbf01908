import sys
from multiprocessing import Process, Queue
from time import perf_counter

COUNT = 5000


def put(queue, ready):
    ready.put(None)
    for i in range(COUNT):
        queue.put(i)


def seconds():
    queue = Queue()
    ready = Queue()
    process = Process(target=put, args=(queue, ready))
    process.start()
    ready.get()
    start = perf_counter()
    for _ in range(COUNT):
        queue.get()
    took = (perf_counter() - start) / COUNT
    process.join()
    return took


if __name__ == "__main__":
    for _ in sys.stdin:
        print(seconds(), flush=True)
