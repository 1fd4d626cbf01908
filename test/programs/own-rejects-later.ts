/** Code after its run needs the result, without catching the error: in the program itself it has one. */
import { run } from 'pyconc';

export function main() {
  return { deep: { number: 1 } };
}

async function start() {
  const { result } = await run(main);
  console.log(result?.deep.number.toFixed(1));
  // A thread has none.
  (result as { deep: object }).deep.toString();
}

start();
