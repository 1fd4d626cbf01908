import { demoNames, isPath } from '../session/registry.js';

/** `pyconc lock-race` means `pyconc run lock-race`. */
export function longhand(words: readonly string[]): readonly string[] {
  const [first = ''] = words;
  const isDemo = !first.startsWith('-') && (isPath(first) || demoNames().includes(first));
  return isDemo ? ['run', ...words] : words;
}
