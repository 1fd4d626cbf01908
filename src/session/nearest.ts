/** The one of `names` that `name` was probably meant to be, or undefined if none is near. */
export async function nearest(name: string, names: readonly string[]): Promise<string | undefined> {
  const { closest, distance } = await import('fastest-levenshtein');
  if (names.length === 0) return undefined;
  const wanted = name.toLowerCase();
  const candidate = closest(wanted, names);
  const isNear = distance(wanted, candidate) <= Math.max(2, Math.floor(candidate.length / 3));
  return isNear ? candidate : names.find((other) => wanted.length > 2 && other.includes(wanted));
}
