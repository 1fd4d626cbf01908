/** Shares of trials, worded to claim no more than was counted. */

/** `87.3 %`; 0 % and 100 % only if exact. */
export function percent(share: number, trials: number): string {
  return `${percentage(share, trials)} %`;
}

/** `81.2 to 91.8 %` */
export function percentRange([low, high]: readonly [number, number], trials: number): string {
  return `${percentage(low, trials)} to ${percentage(high, trials)} %`;
}

/** `+3.2 points`, always with a sign. */
export function points(difference: number): string {
  return signed(difference);
}

function percentage(share: number, trials: number): string {
  if (share === 0 || share === 1) return String(share * 100);
  const digits = trials < 1000 ? 1 : 2;
  const least = 10 ** -digits;
  if (share * 100 < least) return `< ${least}`;
  if (share * 100 > 100 - least) return `> ${100 - least}`;
  return (share * 100).toFixed(digits);
}

function signed(difference: number): string {
  const text = Math.abs(difference * 100).toFixed(1);
  if (text === '0.0') return text;
  return `${difference < 0 ? '−' : '+'}${text}`;
}
