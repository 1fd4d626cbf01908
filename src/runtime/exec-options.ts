/** Options of Node's own that a worker or a child process has to have as well, so that it finds and loads the modules that this one does. */

/** Those of `execArgv` that say how modules are found and loaded: not what is run, nor how it is watched or debugged. */
export function inheritedOptions(execArgv: readonly string[] = process.execArgv): string[] {
  const inherited: string[] = [];
  for (let i = 0; i < execArgv.length; i++) {
    const option = execArgv[i] as string;
    const [name] = option.split('=', 1) as [string];
    if (withValue.has(name)) {
      inherited.push(option);
      // `--import=x` is one argument, `--import x` two.
      if (option === name && i + 1 < execArgv.length) inherited.push(execArgv[++i] as string);
    } else if (flags.test(name)) inherited.push(option);
  }
  return inherited;
}

const withValue: ReadonlySet<string> = new Set([
  '--import',
  '--require',
  '-r',
  '--loader',
  '--experimental-loader',
  '--conditions',
  '-C',
  '--experimental-default-type',
  '--experimental-specifier-resolution',
  // What a loader is warned of once is not to be in the log for each thread and process.
  '--disable-warning',
]);

const flags =
  /^--(no-)?(preserve-symlinks(-main)?|enable-source-maps|warnings|deprecation|experimental-(strip-types|transform-types|detect-module|require-module|import-meta-resolve|json-modules|wasm-modules|network-imports|vm-modules))$/;
