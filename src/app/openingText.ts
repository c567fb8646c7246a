import type { OpeningStep } from '../sessions/prove';
import { bytes } from '../ui/format';

/**
 * What is going on while a session opens.
 * @param checking what is said while its answer is compared with the reference
 */
export function openingText(step: OpeningStep | undefined, checking: string): string {
  switch (step?.phase) {
    case undefined:
    case 'another':
      return 'Starting …';
    case 'runtime':
      return step.received > 0 ? `Fetching the runtime, ${bytes(step.received)} so far` : 'Starting the runtime …';
    case 'download':
      return step.fromCache
        ? 'Reading the model from the cache …'
        : `Downloading the model, ${bytes(step.received)} of ${bytes(step.total)}`;
    case 'create':
      return 'Building the network …';
    case 'first':
    case 'check':
    case 'checked':
      return checking;
  }
}
