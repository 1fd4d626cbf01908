export async function stepThrough(..._: unknown[]): Promise<void> {}
