import { inMs, plural } from '../../../domain/words';
import type { Environment } from '../../../record/record';
import { bytes } from '../../../ui/format';
import type { BrowserFacts } from './browser';
import type { Lack } from './lacks';
import type { Offers } from './read';

/** One row: what it is, what there is of it. */
export interface OfferRow {
  readonly name: string;
  readonly value: string;
}

const webgpu = ({ gpu }: Environment, { gpuBufferBytes }: Offers): string => {
  if (!gpu) return 'none';
  const buffers = gpuBufferBytes ? `, buffers up to ${bytes(gpuBufferBytes)}` : '';
  if (gpu.software) return `in software (${gpu.adapter})${buffers}`;
  return gpu.features.includes('shader-f16')
    ? `${gpu.adapter}, with 16-bit arithmetic${buffers}`
    : `${gpu.adapter}, without 16-bit arithmetic${buffers}`;
};

const webgl2 = ({ webgl }: Environment, { floatTextures }: Offers): string => {
  if (!webgl) return 'none';
  const where = webgl.software ? 'in software' : webgl.renderer;
  if (floatTextures === undefined) return where;
  return floatTextures ? `${where}, draws 32-bit numbers` : `${where}, draws no 32-bit numbers`;
};

const wasm = ({ cores, sharedMemory }: Environment, { simd, relaxedSimd }: Offers): string => {
  const vectors = simd ? (relaxedSimd ? 'SIMD and relaxed SIMD' : 'SIMD') : 'no SIMD';
  return sharedMemory && cores > 1 ? `${vectors}, up to ${plural(cores, 'thread')}` : `${vectors}, one thread`;
};

const isolated = ({ crossOriginIsolated, timerResolutionMs }: Environment): string =>
  crossOriginIsolated
    ? `yes: threads, and a clock with steps of ${inMs(timerResolutionMs)}`
    : `no: one thread, and a clock with steps of ${inMs(timerResolutionMs)}`;

/** What the browser says of itself and of the device, none of it measured. */
export function offerRows(environment: Environment, offers: Offers): readonly OfferRow[] {
  const { cores, memoryGiB } = environment;
  return [
    { name: 'WebGPU', value: webgpu(environment, offers) },
    { name: 'WebGL 2', value: webgl2(environment, offers) },
    { name: 'WebAssembly', value: wasm(environment, offers) },
    { name: 'Isolated', value: isolated(environment) },
    {
      name: 'Processor',
      value: plural(cores, 'core', 'cores'),
    },
    {
      name: 'Memory',
      value: memoryGiB
        ? memoryGiB >= 8
          ? '8 GiB or more, as far as the browser tells'
          : `about ${memoryGiB} GiB, as the browser rounds it`
        : 'this browser doesn’t tell',
    },
    { name: 'Neural processor', value: offers.neuralProcessor ? 'offered (WebNN); not used here yet' : 'not offered' },
  ];
}

/** What a lack costs, how to see it, and what to do: each whole sentences; `remedy` is absent where nothing helps. */
export interface LackWords {
  readonly title: string;
  readonly costs: string;
  readonly check?: string;
  readonly remedy?: string;
  /** To be typed as it stands. */
  readonly command?: string;
}

/** The pages of each browser's own that show what it does with the GPU. */
function checkGpu({ kind }: BrowserFacts): string | undefined {
  if (kind === 'chromium') {
    return 'Open chrome://gpu and read “WebGPU” and “WebGL” under “Graphics Feature Status”.';
  }
  if (kind === 'firefox') return 'Open about:support and read “Graphics”.';
  return undefined;
}

function switchOnAcceleration({ kind, system }: BrowserFacts): string | undefined {
  if (kind === 'chromium') {
    return system === 'android'
      ? 'Update the browser and Android; there is no switch for it.'
      : 'In chrome://settings/system switch on graphics acceleration and start the browser again. If it is on, update the graphics driver.';
  }
  if (kind === 'firefox') {
    return 'In Settings, General, Performance, use the recommended settings or switch on hardware acceleration, and start the browser again.';
  }
  return undefined;
}

const LINUX_FLAGS =
  '--enable-unsafe-webgpu --ozone-platform=x11 --use-angle=vulkan --enable-features=Vulkan,VulkanFromANGLE';

/** As of the WebGPU group’s list of April 2026: https://github.com/gpuweb/gpuweb/wiki/Implementation-Status. */
function switchOnWebgpu({ kind, system }: BrowserFacts): string {
  if (kind === 'chromium') {
    switch (system) {
      case 'linux':
        return 'On Linux, Chrome has it from version 144 on Intel GPUs (12th generation and later) and from 147 on NVIDIA (driver 535.183.01 and later). On others, start it from a terminal with what stands below.';
      case 'android':
        return 'On Android, Chrome has it from version 121 on ARM, Qualcomm and Intel GPUs with Android 12 or later, and from 139 on Imagination’s with Android 16.';
      default:
        return 'Chrome has it from version 113 on Windows, macOS and ChromeOS. If yours is newer, switch on graphics acceleration in chrome://settings/system and update the graphics driver; on Windows for ARM switch on chrome://flags/#enable-unsafe-webgpu.';
    }
  }
  if (kind === 'firefox') {
    switch (system) {
      case 'windows':
        return 'Firefox has it on Windows from version 141 on: update it.';
      case 'mac':
        return 'On a Mac with Apple’s own chip Firefox has it from version 147 on (145 on macOS 26): update it.';
      default:
        return 'Firefox has it on Windows (141) and on Macs with Apple’s own chip (147). Elsewhere set dom.webgpu.enabled to true in about:config, or use Firefox Nightly.';
    }
  }
  if (kind === 'safari') return 'Safari has it from version 26 on: update the system.';
  return 'Chrome 113, Safari 26 and Firefox 141 (Windows) and later have it.';
}

/** @param facts which browser the ways of checking and switching on are for */
export function lackWords(lack: Lack, facts: BrowserFacts): LackWords {
  switch (lack) {
    case 'no-gpu':
      return {
        title: 'No GPU is to be had',
        costs: 'Everything runs on the processor: large networks take several times as long as on a GPU.',
        check: checkGpu(facts),
        remedy: switchOnAcceleration(facts) ?? 'Another browser on this device may offer one.',
      };
    case 'no-webgpu':
      return {
        title: 'WebGPU is missing',
        costs: 'The GPU is reached through WebGL only, which some networks can’t use.',
        check: checkGpu(facts),
        remedy: switchOnWebgpu(facts),
        command: facts.kind === 'chromium' && facts.system === 'linux' ? LINUX_FLAGS : undefined,
      };
    case 'software-gpu':
      return {
        title: 'The GPU is software',
        costs:
          'It computes on the processor’s own cores, mostly slower than WebAssembly does; its times say nothing of a real GPU.',
        check: checkGpu(facts),
        remedy: switchOnAcceleration(facts),
      };
    case 'not-isolated':
      return {
        title: 'This page is not isolated',
        costs: 'WebAssembly gets one thread, and the clock is coarser.',
        check: 'Type crossOriginIsolated in the console of the developer tools: it says false.',
        remedy:
          'The host must send Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp, over https or from localhost.',
      };
    case 'no-shared-memory':
      return {
        title: 'Memory can’t be shared',
        costs: 'The page is isolated, but this browser gives WebAssembly one thread.',
        check: 'Type typeof SharedArrayBuffer in the console of the developer tools: it says "undefined".',
        remedy: 'Update the browser, or use another.',
      };
    case 'one-core':
      return {
        title: 'One core is told',
        costs: 'WebAssembly gets one thread. Some browsers tell fewer cores than there are, to protect your privacy.',
      };
    case 'no-simd':
      return {
        title: 'WebAssembly has no SIMD',
        costs: 'One number is computed at a time, where four could be.',
        remedy: 'Chrome has it from 91 on, Firefox from 89, Safari from 16.4: update the browser.',
      };
    case 'no-half-precision':
      return {
        title: 'WebGPU has no 16-bit arithmetic',
        costs: 'Networks stored in half precision are computed in single, or not at all on WebGPU.',
        check:
          facts.kind === 'chromium'
            ? 'Open chrome://gpu and look for “shader-f16” under “Dawn Info”.'
            : 'In the console: (await navigator.gpu.requestAdapter()).features.has("shader-f16").',
        remedy: 'It is a matter of the GPU and its driver: update the driver. An older GPU may not have it.',
      };
    case 'no-float-textures':
      return {
        title: 'WebGL draws no 32-bit numbers',
        costs: 'It computes in half precision, so that some answers are coarser.',
        remedy: 'It is a matter of the GPU: other backends compute in single precision.',
      };
    case 'coarse-clock':
      return {
        title: 'The clock is coarse',
        costs: 'Short answers are timed several at a time, so that what is said of single ones is less.',
        remedy:
          facts.kind === 'firefox'
            ? 'Protection against fingerprinting makes it coarser; an isolated page gets a finer one.'
            : 'An isolated page gets a finer one.',
      };
    case 'on-battery':
      return {
        title: 'It runs on battery',
        costs: 'Many devices hold their speed back then.',
        remedy: 'Connect it and measure again to see what it can do.',
      };
    case 'no-neural-processor':
      return {
        title: 'No neural processor is offered',
        costs: 'Where the device has one, the browser lets no page use it.',
        check: 'WebNN would offer it; type "ml" in navigator in the console: it says false.',
      };
  }
}

export const offersTitle = 'What this browser offers';
export const lacksTitle = 'What is missing or switched off';
export const nothingLacks = 'Nothing that this page could use.';

export function howTo(canCheck: boolean, canMend: boolean): string {
  if (canCheck && canMend) return 'How to check it, and switch it on';
  return canCheck ? 'How to check it' : 'What to do about it';
}
