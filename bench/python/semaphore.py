from threading import Semaphore

from rounds import rounds

COUNT = 100_000
taken = Semaphore()


def body():
    for _ in range(COUNT):
        taken.acquire()
        taken.release()


rounds(COUNT, body)
