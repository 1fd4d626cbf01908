/**
 * Takes apart stacks and places as the engine writes them. Events carry both as text, and renderers read them too, so this is
 * not part of the runtime.
 */

/** True for a line of a stack that describes a call; the other lines are the error's message. */
export function isFrame(line: string): boolean {
  return /^\s+at /.test(line);
}

/**
 * `file:line:column` in a frame; undefined for a frame in Node, of an `eval`, or without a file. The file is a path or a URL,
 * and may have brackets in its name.
 */
export function placeInFrame(frame: string): string | undefined {
  return isFrame(frame) ? IN_FRAME.exec(frame)?.[1] : undefined;
}

const IN_FRAME = /(?:^\s+at |[ (])((?:file:\/\/|\/|[A-Z]:\\)(?:(?!, <anonymous>).)*:\d+:\d+)\)?$/;

export interface Place {
  /** A path or a URL. */
  readonly file: string;
  readonly line: number;
  readonly column: number | undefined;
}

/** Takes `file:line:column` or `file:line` apart; undefined for any other text. */
export function readPlace(text: string): Place | undefined {
  const [, file, line, column] = /^(.*?):(\d+)(?::(\d+))?$/.exec(text) ?? [];
  if (file === undefined) return undefined;
  return { file, line: Number(line), column: column === undefined ? undefined : Number(column) };
}
