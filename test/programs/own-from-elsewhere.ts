/** Its main fails, and comes from another module. */
import { run } from 'pyconc';
import { fail } from './exits.js';

await run(fail, { onEvent() {} });
