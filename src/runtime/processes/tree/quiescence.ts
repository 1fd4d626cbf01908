/**
 * Which processes are quiet: what all of them sleep until, if all of them sleep. A process says that it is quiet, and how many
 * messages it had sent and received by then, events left aside. If those are the numbers that the first process has counted, then no message is
 * on its way, and it stays quiet until it gets one or its own time has come. (Mattern's counting of messages, with one
 * process that all messages go through.)
 */

interface Member {
  sentTo: number;
  receivedFrom: number;
  /** True once it is coming to its end: others will hear of that, whatever it says of itself. */
  isEnding: boolean;
  /** Undefined while it may be at work. */
  until: number | undefined;
}

export class Quiescence {
  readonly #members = new Map<number, Member>();
  /** Changes with whatever happens. */
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

  /** A process is coming to its end: it does not count as quiet any more. */
  markEnding(process: number): void {
    this.#change(process, (member) => {
      member.isEnding = true;
    });
  }

  /** It does not end after all. */
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

  /** A process is quiet by its own word. */
  markQuiet(process: number, until: number, sent: number, received: number): void {
    this.#change(process, (member) => {
      if (!member.isEnding && member.receivedFrom === sent && member.sentTo === received) member.until = until;
    });
  }

  /** The earliest time at which any process can go on by itself; undefined while one may be at work. */
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
    // Its last words may come after it has been seen to end.
    if (!member) return;
    this.#version++;
    member.until = undefined;
    change(member);
  }
}
