import { run } from 'pyconc';

export function main() {
  return () => {};
}

await run(main);
