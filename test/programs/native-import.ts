/** Node's own import, for tests: vitest would evaluate the module itself. */
export const load = (url: string): Promise<Record<string, unknown>> => import(url);
