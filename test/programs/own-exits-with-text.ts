/** Its main leaves with a text, and comes from another module. */
import { run } from 'pyconc';
import { exitWithText } from './exits.js';

await run(exitWithText);
