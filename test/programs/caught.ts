/** The error that an action throws, as `Name: message`; null if none. */
export function caught(action: () => unknown): string | null {
  try {
    action();
    return null;
  } catch (error) {
    const { name, message } = error as Error;
    return `${name}: ${message}`;
  }
}
