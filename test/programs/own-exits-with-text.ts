/** Its main exits with a text, and is in another module. */
import { run } from 'pyconc';
import { exitWithText } from './exits.js';

await run(exitWithText);
