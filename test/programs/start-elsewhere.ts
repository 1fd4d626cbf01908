import { run } from 'pyconc';

/** Runs what others have written. */
export async function startElsewhere(main: () => void) {
  await null;
  return run(main, { onEvent() {} });
}
