/** Python's `multiprocessing`. */
export {};
