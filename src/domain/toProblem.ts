import { Problem, type ProblemCode } from './problem';

const describe = (error: unknown): string => {
  if (error instanceof Error) return error.message || error.name;
  // TensorFlow.js' wasm backend rejects with a plain `{ message }`.
  if (typeof error === 'object' && error && 'message' in error) return String(error.message);
  // ONNX Runtime's wasm throws bare numbers for native exceptions.
  return typeof error === 'number' ? `native error ${error}` : String(error);
};

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
    // Words of an allocation that failed, and no others. V8: "Array buffer allocation failed"; Emscripten: "Aborted(OOM)", "Cannot
    // enlarge memory"; ONNX Runtime: "std::bad_alloc", "Failed to allocate memory for requested buffer of size 4294967296",
    // "failed to allocate a buffer of size …". GPUs' limits are of memory too. Dawn: "Buffer size (5368709120) exceeds the max
    // buffer size limit"; tfjs, WebGL: "Requested texture size [16385x3] greater than WebGL maximum".
    pattern:
      /out of memory|OutOfMemory|\bOOM\b|bad_alloc|allocation failed|enlarge memory|(?:could not|failed to|unable to) allocate|(?:buffer|texture|binding) size\b.*(?:exceeds|greater than|larger than)/i,
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
    code: 'kernel-failed',
    message: ([, op]) => `The operator ${op} broke down while it ran on this backend.`,
  },
  {
    // onnxruntime native: "Non-zero status code returned while running Conv node. Name:'…' Status Message: …"
    pattern: /Non-zero status code returned while running (\w+) node/,
    code: 'kernel-failed',
    message: ([, op]) => `The operator ${op} broke down while it ran on this backend.`,
  },
  {
    // tfjs, WebGL: "Failed to compile fragment shader."; Dawn: "Error while parsing WGSL", "[Invalid ComputePipeline …] is invalid".
    pattern: /Failed to (?:compile|link) \w+|Error while parsing WGSL|\[Invalid (?:ShaderModule|ComputePipeline)/,
    code: 'kernel-failed',
    message: () => 'The browser refused a program that this backend runs on the GPU.',
  },
  {
    // A trap of WebAssembly, as V8, SpiderMonkey and JavaScriptCore word it; an abort of Emscripten's.
    pattern:
      /memory access out of bounds|index out of bounds|out of bounds memory access|null function|indirect call (?:to null|signature mismatch)|call_indirect|table (?:index|access) (?:is )?out of bounds|unreachable|divide by zero|divide result unrepresentable|^Aborted\(/i,
    code: 'crashed',
    message: () => 'The runtime crashed while it worked on this model. Run it again, or pick another backend.',
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
