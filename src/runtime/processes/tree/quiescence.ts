/**
 * Which processes are quiet, and the time until which all of them sleep, if all do. A process reports that it is quiet, and how
 * many messages it had sent and received by then, without events. If the first process has counted the same numbers, no message
 * is on its way, and the process stays quiet until it gets one or its own time has come. (Mattern's message counting, with one
 * process that all messages go through.)
 */

interface Member {
  sentTo: number;
  receivedFrom: number;
  /** True once the process is coming to its end: others will hear of that, whatever it reports of itself. */
  isEnding: boolean;
  /** Undefined while the process may be at work. */
  until: number | undefined;
}

export class Quiescence {
  readonly #members = new Map<number, Member>();
  /** Counts every change. */
  #version = 0;

  get version(): number {
    return this.#version;
  }

  get processes(): readonly number[] {
    return [...this.#members.keys()];
  }

  enter(process: number): void {
    this.#version++;
    this.#members.set(process, { sentTo: 0, receivedFrom: 0, isEnding: false, until: undefined });
  }

  leave(process: number): void {
    this.#version++;
    this.#members.delete(process);
  }

  /** A process is coming to its end: it no longer counts as quiet. */
  markEnding(process: number): void {
    this.#change(process, (member) => {
      member.isEnding = true;
    });
  }

  /** The process does not end after all. */
  goOn(process: number): void {
    this.#change(process, (member) => {
      member.isEnding = false;
    });
  }

  countSent(process: number): void {
    this.#change(process, (member) => member.sentTo++);
  }

  countReceived(process: number): void {
    this.#change(process, (member) => member.receivedFrom++);
  }

  /** A process reports that it is quiet. */
  markQuiet(process: number, until: number, sent: number, received: number): void {
    this.#change(process, (member) => {
      if (!member.isEnding && member.receivedFrom === sent && member.sentTo === received) member.until = until;
    });
  }

  /** The earliest time at which any process can continue by itself; undefined while one may be at work. */
  quietUntil(): number | undefined {
    let earliest = Infinity;
    for (const { until } of this.#members.values()) {
      if (until === undefined) return undefined;
      earliest = Math.min(earliest, until);
    }
    return earliest;
  }

  #change(process: number, change: (member: Member) => void): void {
    const member = this.#members.get(process);
    // A process's last messages may come after its end was noticed.
    if (!member) return;
    this.#version++;
    member.until = undefined;
    change(member);
  }
}
