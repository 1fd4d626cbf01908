from threading import RLock

from rounds import rounds

COUNT = 100_000
taken = RLock()


def body():
    for _ in range(COUNT):
        taken.acquire()
        taken.release()


rounds(COUNT, body)
