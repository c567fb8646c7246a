import { launchFirefox } from '../../scripts/engines/firefox';
import type { Engine } from '../../scripts/engines/engine';
import { launchWebKit } from '../../scripts/engines/webkit';
import { engineObstacle, findFirefox, findWebKit } from '../../scripts/install-engines.mjs';

export interface BrowserUnderTest {
  readonly title: string;
  /** Why it can't be driven here. */
  readonly obstacle?: string;
  /** What it has, as seen in it: pages are isolated on each. */
  readonly sharedMemory: boolean;
  readonly webglInWorkers: boolean;
  launch(): Promise<Engine>;
}

const webkit = (title: string, sharedMemory: boolean): BrowserUnderTest => ({
  title,
  obstacle: engineObstacle('webkit'),
  sharedMemory,
  webglInWorkers: false,
  launch: () => launchWebKit(findWebKit() as NonNullable<ReturnType<typeof findWebKit>>, { sharedMemory }),
});

export const browsers: readonly BrowserUnderTest[] = [
  {
    title: 'Firefox',
    obstacle: engineObstacle('firefox'),
    sharedMemory: true,
    webglInWorkers: true,
    launch: () => launchFirefox(findFirefox() as string, { softwareGpu: false }),
  },
  webkit('WebKit', false),
  webkit('WebKit with shared memory', true),
];
