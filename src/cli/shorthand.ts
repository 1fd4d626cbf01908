import { demoNames, isPath } from '../session/registry.js';

/** `pyconc lock-race` is `pyconc run lock-race`: the main job in one word. */
export function longhand(words: readonly string[]): readonly string[] {
  const [first = ''] = words;
  const isDemo = !first.startsWith('-') && (isPath(first) || demoNames().includes(first));
  return isDemo ? ['run', ...words] : words;
}
