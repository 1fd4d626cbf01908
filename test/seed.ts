/**
 * What is drawn at random in tests comes from this seed: the same each time in `npm test`, another each time in `npm run soak`,
 * which prints it. `SEED=7 npx vitest run …` goes through one again.
 */
import fc from 'fast-check';

export const seed = Number(process.env.SEED ?? 1);

fc.configureGlobal({ seed });
