"""Threads or processes?

Every text on the subject makes two claims, measured here: a thread is cheaper than a process, and threads see each other's
variables while processes do not.

Python 3.6 or later:  python3 threads-vs-processes.py [--count 4]
"""
import argparse
import sys
from logging import INFO, basicConfig, info as log
from multiprocessing import Process
from threading import Thread
from time import perf_counter

basicConfig(format="%(processName)s %(threadName)-24s %(message)s", level=INFO, stream=sys.stdout)

variable = 0


def nothing():
    pass


def change(number):
    global variable
    variable = number
    log("sets the variable to %d", number)


def run(worker):
    worker.start()
    worker.join()


def cost(workers):
    """Milliseconds for each of them, one after the other."""
    begin = perf_counter()
    for worker in workers:
        run(worker)
    return (perf_counter() - begin) * 1000 / len(workers)


def main(count):
    thread = cost([Thread(target=nothing) for _ in range(count)])
    process = cost([Process(target=nothing) for _ in range(count)])
    log("a thread takes %.2f ms, a process %.2f ms", thread, process)
    run(Thread(target=change, args=(1,)))
    log("sees %d after the thread", variable)
    run(Process(target=change, args=(2,)))
    log("sees %d after the process", variable)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=4)
    main(**vars(parser.parse_args()))
