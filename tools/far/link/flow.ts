/** Bytes of a packet that are payload, and those around them: TCP and IPv4 without options. */
const SEGMENT_BYTES = 1460;
const HEADER_BYTES = 40;
/** RFC 6928. */
const INITIAL_WINDOW = 10;

export interface FlowOptions {
  readonly kbps: number;
  readonly rttMs: number;
  /** Whether a sender that has fallen idle begins anew with the initial window (RFC 5681, section 4.1); else its window never stops it. */
  readonly startsSlow: boolean;
  readonly deliver: (bytes: Buffer) => void;
}

interface Due {
  readonly atMs: number;
  readonly run: (atMs: number) => void;
}

/**
 * One direction of a connection over a link of its own: what is written is cut into packets, each of which takes its time on the wire, is
 * delivered half a round trip later and acknowledged after another half. A sender in slow start has no more packets under way than its
 * window, which grows by one with each acknowledgement. Everything is reckoned from the times at which it was due, so that a timer that
 * rings late delays one packet and not those behind it.
 */
export class Flow {
  #pending: Buffer[] = [];
  #window = INITIAL_WINDOW;
  #underWay = 0;
  #freeAtMs = 0;
  #readyAtMs: number;
  #due: Due[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param readyAtMs nothing leaves before: the connection is still being opened */
  constructor(
    readonly options: FlowOptions,
    readyAtMs: number,
  ) {
    this.#readyAtMs = readyAtMs;
  }

  write(bytes: Buffer): void {
    const isIdle = this.#underWay === 0 && this.#pending.length === 0;
    if (isIdle) this.#window = this.options.startsSlow ? INITIAL_WINDOW : Infinity;
    this.#pending.push(bytes);
    const nowMs = performance.now();
    if (nowMs >= this.#readyAtMs) this.#send(nowMs);
    else this.#at(this.#readyAtMs, (atMs) => this.#send(atMs));
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#due = [];
    this.#pending = [];
  }

  #send(nowMs: number): void {
    const { kbps, rttMs, deliver } = this.options;
    while (this.#underWay < this.#window) {
      const packet = this.#take();
      if (!packet) return;
      this.#underWay++;
      this.#freeAtMs = Math.max(nowMs, this.#freeAtMs) + (8 * (packet.length + HEADER_BYTES)) / kbps;
      this.#at(this.#freeAtMs + rttMs / 2, () => deliver(packet));
      this.#at(this.#freeAtMs + rttMs, (atMs) => {
        this.#underWay--;
        this.#window++;
        this.#send(atMs);
      });
    }
  }

  #take(): Buffer | undefined {
    let length = 0;
    const parts: Buffer[] = [];
    while (length < SEGMENT_BYTES) {
      const next = this.#pending.shift();
      if (!next) break;
      const part = next.subarray(0, SEGMENT_BYTES - length);
      if (part.length < next.length) this.#pending.unshift(next.subarray(part.length));
      parts.push(part);
      length += part.length;
    }
    return length > 0 ? Buffer.concat(parts, length) : undefined;
  }

  #at(atMs: number, run: Due['run']): void {
    const index = this.#due.findLastIndex((due) => due.atMs <= atMs);
    this.#due.splice(index + 1, 0, { atMs, run });
    if (index === -1) this.#wait();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    const [next] = this.#due;
    if (next) this.#timer = setTimeout(() => this.#ring(), Math.max(0, next.atMs - performance.now()));
  }

  #ring(): void {
    for (let [next] = this.#due; next && next.atMs <= performance.now(); [next] = this.#due) {
      this.#due.shift();
      next.run(next.atMs);
    }
    this.#wait();
  }
}
