import { kilobytes, percent } from '../src/far/format';
import { profiles } from '../src/far/network';
import { servers } from '../src/far/servers';
import { scenarioSummaries } from '../src/measure/scenarioWords';
import { decoderPresets } from '../src/decoder/presets';
import { outlines } from '../src/models/outline';
import { allTargets, buildTargets, targetTitle, threadedTargets } from '../src/runtimes/target';
import { textTable } from './table';

export const helpText = `npm run bench -- [options]

Drives a real browser over the production build, prints a table, and writes JSON or CSV.

  --models a,b:fp16|all  models to run (all); after a colon the artefact by its precision
  --arch NAME|FILE       instead of models: a decoder with weights drawn on the spot, by its name or its config.json
  --precision NAME       how its weights are stored: fp32, fp16, int8 or int4 (what each target takes first)
  --targets a,b|all      runtime and backend, with @N for N threads, ort-wasm@2, or @BUILD (all)
  --scenario NAME        preview, quick, thorough, sustained or offline (quick)
  --seed N               of the order and the simulated far side (1)
  --far PROFILE          network profile of the simulated far side (the first listed); with its server 40 ms beyond the
                         network's edge: nearside-5g@40
  --server ID            server behind it (the first listed)
  --after-idle WHAT      slow-start or window-kept: what its open connection does after a pause (slow-start)
  --aa                   every target as two twins; ends with the share called different and the floor
  --json FILE            write the run record
  --csv FILE             write one row a cell
  --browser NAME|PATH    chromium, firefox, webkit or the path of one (chromium)
  --software-gpu         WebGPU and WebGL in software, for a machine with no GPU (Chromium, Firefox)
  --no-build             use the build in dist/ as it is
  --list                 list models, targets, scenarios, network profiles and servers
  --help                 this text

Exit code: 0 when every cell is completed or unsupported, 1 when one failed, is wrong or was stopped, 2 for bad usage.
`;

/** What `--list` prints: every id an option takes, with what it stands for. */
export function listText(): string {
  const indented = (text: string) => text.replace(/^(?=.)/gm, '  ');
  const models = textTable(outlines, [
    { head: 'model', value: ({ id }) => id },
    { head: 'task', value: ({ task }) => task },
    {
      head: 'download',
      value: ({ artefacts, assetBytes }) =>
        artefacts
          .map(({ format, precision, bytes }) => `${format} ${precision} ${kilobytes(bytes + assetBytes)}`)
          .join(', '),
    },
    { head: 'behind', value: ({ behind = '' }) => behind },
  ]);
  const targets = textTable(allTargets, [
    { head: 'target', value: (id) => id },
    { head: '', value: (id) => targetTitle(id) },
  ]);
  const scenarios = textTable(Object.entries(scenarioSummaries), [
    { head: 'scenario', value: ([id]) => id },
    { head: '', value: ([, summary]) => summary },
  ]);
  const networks = textTable(profiles, [
    { head: 'profile', value: ({ id }) => id },
    { head: '', value: ({ title }) => title },
    { head: 'down kbps', align: 'right', value: ({ downKbps }) => String(downKbps) },
    { head: 'up kbps', align: 'right', value: ({ upKbps }) => String(upKbps) },
    { head: 'round trip', align: 'right', value: ({ rttMs }) => `${rttMs} ms` },
  ]);
  const far = textTable(servers, [
    { head: 'server', value: ({ id }) => id },
    { head: '', value: ({ title }) => title },
    { head: 'chip', value: ({ chip }) => chip },
    { head: 'weights', value: ({ precision }) => precision },
    { head: 'busy', align: 'right', value: ({ load }) => percent(load) },
  ]);
  const threads = `Any number of threads: ${threadedTargets.map((id) => `${id}@N`).join(', ')}.\n`;
  const builds = `One build of a runtime that has several: ${buildTargets.join(', ')}.\n`;
  const archs = textTable(decoderPresets, [
    { head: 'arch', value: ({ id }) => id },
    { head: '', value: ({ title, repository }) => `${title} (${repository})` },
    { head: 'weights', align: 'right', value: ({ parameters }) => `${(parameters / 1e6).toFixed(0)} million` },
  ]);
  return [models, archs, targets + threads + builds, scenarios, networks, far].map(indented).join('\n');
}
