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

const describe = (error: unknown): string => {
  if (error instanceof Error) return error.message || error.name;
  // TensorFlow.js' wasm backend rejects with a plain `{ message }`.
  if (typeof error === 'object' && error && 'message' in error) return String(error.message);
  // ONNX Runtime's wasm throws bare numbers for native exceptions.
  return typeof error === 'number' ? `native error ${error}` : String(error);
};

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

interface Rule {
  readonly pattern: RegExp;
  readonly code: ProblemCode;
  readonly message: (match: RegExpExecArray) => string;
}

/** Ordered: the first that matches the library's words decides. Each is quoted from the library it comes from. */
const rules: readonly Rule[] = [
  {
    // First, since the runtimes wrap it in words that sound like a missing backend. Chromium, Firefox and Safari of a module or
    // a file; ONNX Runtime: "no available backend found. ERR: [wasm] … NetworkError: Failed to execute 'send'"; tfjs' wasm:
    // "Make sure the server can serve the `.wasm` file".
    pattern:
      /Failed to fetch|dynamically imported module|NetworkError|Importing a module script failed|Load failed|Make sure the server can serve/,
    code: 'download',
    message: () => 'A part of the runtime could not be fetched. Check the connection and run again.',
  },
  {
    // onnxruntime-web, WebGL: "cannot resolve operator 'HardSigmoid' with opsets: ai.onnx v11"
    pattern: /cannot resolve operator '([\w.]+)'/,
    code: 'missing-operator',
    message: ([, op]) => `The operator ${op} is missing on this backend.`,
  },
  {
    // tfjs: "Kernel 'Foo' not registered for backend 'wasm'" / "'Foo' not yet implemented"
    pattern: /[Kk]ernel '?(\w+)'? (?:is )?not registered for backend '?(\w+)'?/,
    code: 'missing-operator',
    message: ([, op]) => `The operator ${op} is missing on this backend.`,
  },
  {
    // onnxruntime native: "Could not find an implementation for Foo(11) node"
    pattern: /Could not find an implementation for ([\w.]+)/,
    code: 'missing-operator',
    message: ([, op]) => `The operator ${op} is missing on this backend.`,
  },
  {
    // onnxruntime-web, WebGL: "unsupported data type: FLOAT16", "int64 is not supported"
    pattern: /unsupported data type:? (\w+)|(\w+) is not (?:a )?supported (?:tensor )?(?:data )?type/i,
    code: 'missing-feature',
    message: (match) => `The data type ${match[1] ?? match[2]} is not supported on this backend.`,
  },
  {
    pattern:
      /out of memory|OutOfMemory|bad_alloc|allocation failed|Array buffer allocation|memory access out of bounds|exceeds? (?:the )?(?:max|limit)/i,
    code: 'memory',
    message: () => 'The model does not fit in the memory this backend can use here.',
  },
  {
    pattern: /no available backend found|Failed to get GPU adapter|requestAdapter|no (?:GPU|WebGPU) adapter/i,
    code: 'no-adapter',
    message: () => 'The browser offers no GPU adapter for this backend.',
  },
  {
    pattern: /device (?:is|was) lost|device lost|DeviceLost|context lost|CONTEXT_LOST/i,
    code: 'gpu-lost',
    message: () => 'The GPU was taken away while the model ran. Run it again.',
  },
  {
    // onnxruntime-web, JSEP: 'Kernel "[GatherND] node/name" failed. Error: Uniform variable 6 mismatch'
    pattern: /Kernel "\[(\w+)\][^"]*" failed/,
    code: 'missing-operator',
    message: ([, op]) => `The operator ${op} does not work on this backend.`,
  },
];

/** Turns whatever a library threw into a Problem; `where` says what was being done ("loading the model"). */
export function toProblem(error: unknown, where: string): Problem {
  if (error instanceof Problem) return error;
  const detail = describe(error);
  for (const { pattern, code, message } of rules) {
    const match = pattern.exec(detail);
    if (match) return new Problem(code, message(match), detail);
  }
  return new Problem('runtime', `The runtime reported an error while ${where}.`, detail);
}
