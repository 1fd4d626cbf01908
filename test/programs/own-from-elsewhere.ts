/** Its main fails, and is in another module. */
import { run } from 'pyconc';
import { fail } from './exits.js';

await run(fail, { onEvent() {} });
