// What there is nothing to do in.
