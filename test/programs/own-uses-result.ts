/** Code after `await run(…)` is evaluated in threads as well, where it has no result. */
import { run } from 'pyconc';

export function main() {
  return { deep: { number: 1 } };
}

const { result = {} as never } = await run(main);
console.log(result.deep.number);
