/**
 * Why a cell has no time, by code. `unsupported` ones are a fact about this device and model, a result in its own right;
 * the others mean that something broke.
 */
export const problemKinds = {
  'no-artefact': 'unsupported',
  'missing-operator': 'unsupported',
  'missing-feature': 'unsupported',
  'no-adapter': 'unsupported',
  memory: 'unsupported',
  'not-isolated': 'unsupported',
  download: 'failed',
  integrity: 'failed',
  offline: 'failed',
  input: 'failed',
  'gpu-lost': 'failed',
  'worker-died': 'failed',
  timeout: 'failed',
  'bad-sample': 'failed',
  /** A kernel is there and broke down while it ran. */
  'kernel-failed': 'failed',
  /** The runtime's wasm trapped: what it holds is not to be trusted any more. */
  crashed: 'failed',
  disposed: 'failed',
  runtime: 'failed',
  'wrong-answer': 'wrong',
  stopped: 'aborted',
} as const;

export type ProblemCode = keyof typeof problemKinds;

/** A problem as it crosses a worker's boundary and is kept in records. */
export interface Reason {
  /** A {@link ProblemCode}; records of other versions may hold codes that this one does not know. */
  readonly code: string;
  readonly message: string;
  readonly detail?: string;
}

/** An error a person can read: `message` says what happened and what to do, `detail` what the library said. */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly code: ProblemCode,
    message: string,
    readonly detail?: string,
  ) {
    super(message);
  }

  get reason(): Reason {
    return { code: this.code, message: this.message.slice(0, 600), detail: this.detail?.slice(0, 4000) };
  }
}

/**
 * An error that nobody foresaw: a fault of this page, which no input, device or library is blamed for.
 * @param doing "reading the picture"
 */
export function pageFault(error: unknown, doing: string): Problem {
  if (error instanceof Problem) return error;
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new Problem(
    'runtime',
    `A fault of this page stopped it while ${doing}. Reload the page and try again.`,
    detail,
  );
}

/** Something broke in the runtime while it worked: a lost GPU, whose news come a moment later, may be why. */
export const isBreakdown = (code: string): boolean => ['runtime', 'kernel-failed', 'crashed'].includes(code);
