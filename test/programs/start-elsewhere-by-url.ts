/** A program in another file, which this one does not import. */
import { run } from 'pyconc';

const { result, reason } = await run<string>(new URL('./jobs.js', import.meta.url), 'nap', { args: [0, 'me'] });
console.log(result, reason);
