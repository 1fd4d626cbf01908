from threading import Barrier

from rounds import in_threads, rounds

COUNT = 2_000
barrier = Barrier(2)


def meet():
    for _ in range(COUNT):
        barrier.wait()


rounds(COUNT, lambda: in_threads(meet, meet))
