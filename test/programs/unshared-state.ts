/** A module that another one imports. */
export let total = 0;
export const collected: number[] = [];

export function addToTotal(): void {
  total += 10;
}
