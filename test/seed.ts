/**
 * Random values in tests come from this seed: the same each time in `npm test`, another each time in `npm run soak`, which
 * prints it. `SEED=7 npx vitest run …` repeats one.
 */
import fc from 'fast-check';

export const seed = Number(process.env.SEED ?? 1);

fc.configureGlobal({ seed });
