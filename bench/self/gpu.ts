import type { Browser } from '@playwright/test';
import { comparisons, type Versus } from './comparisons';
import type { Finding } from './finding';

/** Small, so that a GPU in software takes milliseconds: what the product adds is the same for any network. */
const MODEL = 'digits';

const bare = (target: string): Versus => ({
  name: `steady median on a GPU in software, product ÷ bare: ${MODEL} on ${target}`,
  ours: { kind: 'product', model: MODEL, target },
  other: { kind: 'bare', model: MODEL, target },
  most: 1.03,
  openings: 4,
  pairs: 12,
});

/** Every build of ONNX Runtime for WebGPU and both GPU backends of TensorFlow.js, against the same called bare. */
export function gpuComparisons(browser: Browser, url: string, wanted: (name: string) => boolean): Promise<Finding[]> {
  const targets = ['ort-webgpu@jspi', 'ort-webgpu@asyncify', 'ort-webgpu@jsep', 'tfjs-webgl', 'tfjs-webgpu'];
  return comparisons(browser, url, wanted, targets.map(bare));
}
