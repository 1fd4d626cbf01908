/** Python's `queue`. */
export {};
