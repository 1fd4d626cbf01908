/** Options that several verbs have. */
import { Option } from 'commander';

export function colorOption(): Option {
  return new Option('--color <when>', 'colours').choices(['auto', 'always', 'never']).default('auto');
}

export function asciiOption(): Option {
  return new Option('--ascii', 'nothing but ASCII of our own');
}
