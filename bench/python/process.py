from multiprocessing import get_context

from rounds import rounds

COUNT = 3


def nothing():
    pass


def body():
    for _ in range(COUNT):
        process = get_context("spawn").Process(target=nothing)
        process.start()
        process.join()


if __name__ == "__main__":
    rounds(COUNT, body)
