import { run } from 'pyconc';

/** Runs a program of another file. */
export async function startElsewhere(main: () => void) {
  await null;
  return run(main, { onEvent() {} });
}
