/** How a file of TypeScript is compiled. The package has to be named: there is another one that is called tsc. */
export function compileCommand(file: string): string {
  return `npx -p typescript tsc ${file} --module nodenext --target es2022 --skipLibCheck`;
}
