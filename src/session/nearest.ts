/** The name in `names` that was probably meant by `name`; undefined if none is near. */
export async function nearest(name: string, names: readonly string[]): Promise<string | undefined> {
  const { closest, distance } = await import('fastest-levenshtein');
  if (names.length === 0) return undefined;
  const wanted = name.toLowerCase();
  const lower = names.map((other) => other.toLowerCase());
  const candidate = closest(wanted, lower);
  const isNear = distance(wanted, candidate) <= allowed(candidate);
  return names[
    lower.findIndex((other) => (isNear ? other === candidate : wanted.length > 2 && other.includes(wanted)))
  ];
}

/** How many letters may be wrong: with two wrong letters of three it would be another word. */
function allowed({ length }: string): number {
  return length < 4 ? 1 : Math.max(2, Math.floor(length / 3));
}
