/** How to compile a TypeScript file. The package is named because there is another package called tsc. */
export function compileCommand(file: string): string {
  return `npx -p typescript tsc ${file} --module nodenext --target es2022 --skipLibCheck`;
}
