from threading import Lock

from rounds import rounds

COUNT = 100_000
lock = Lock()
counter = 0


def body():
    global counter
    for _ in range(COUNT):
        lock.acquire()
        counter += 1
        lock.release()


rounds(COUNT, body)
