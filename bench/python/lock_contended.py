import sys
from threading import Lock, get_ident

from rounds import in_threads, rounds

THREADS = int(sys.argv[1])
COUNT = 50_000
lock = Lock()
last = 0
longest = 0


def take_often():
    global last, longest
    me = get_ident()
    streak = 0
    most = 0
    for _ in range(COUNT):
        lock.acquire()
        if last == me:
            streak += 1
        else:
            last = me
            streak = 1
        if streak > most:
            most = streak
        lock.release()
    with lock:
        longest = max(longest, most)


def body():
    global longest
    longest = 0
    in_threads(*[take_often] * THREADS)
    return longest


rounds(THREADS * COUNT, body)
