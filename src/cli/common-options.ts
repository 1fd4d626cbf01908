/** Options that several verbs share. */
import { Option } from 'commander';
import { choiceOption } from './choice.js';

export function colorOption(): Option {
  return choiceOption('--color <when>', 'colours', ['auto', 'always', 'never']).default('auto');
}

export function asciiOption(): Option {
  return new Option('--ascii', 'draw with ASCII only');
}
