"""Does counter.value += 1 need a lock between processes, too?

Two processes add to a shared Value, equally often. A Value takes its lock for each read and for each write, but releases it
in between.

Python 3.6 or later:  python3 process-race.py [--variant both|locked|unlocked] [--count 20000]
"""
import argparse
import sys
from logging import INFO, basicConfig, info as log
from multiprocessing import JoinableQueue, Process, Value

PROCESSES = 2
basicConfig(format="%(processName)-24s %(message)s", level=INFO, stream=sys.stdout)


def add(tickets, locked, unlocked, count, variant):
    # One ticket per process. Each process takes one, then waits until all are taken: so they begin together.
    tickets.get()
    tickets.task_done()
    tickets.join()
    if variant != "unlocked":
        for _ in range(count):
            with locked.get_lock():
                locked.value += 1
    if variant != "locked":
        for _ in range(count):
            unlocked.value += 1


def main(count, variant):
    tickets = JoinableQueue()
    locked = Value("i", 0)
    unlocked = Value("i", 0)
    arguments = (tickets, locked, unlocked, count, variant)
    processes = [Process(target=add, args=arguments) for _ in range(PROCESSES)]
    for _ in processes:
        tickets.put(None)
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    if variant != "unlocked":
        log("with lock: %d, expected %d", locked.value, PROCESSES * count)
    if variant != "locked":
        log("without lock: %d, expected %d", unlocked.value, PROCESSES * count)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--variant", choices=["both", "locked", "unlocked"], default="both")
    parser.add_argument("--count", type=int, default=20000)
    main(**vars(parser.parse_args()))
