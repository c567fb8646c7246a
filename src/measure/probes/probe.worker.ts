import '../../domain/ownScripts';
import { toProblem } from '../../domain/toProblem';
import { gpuCopy } from './gpuCopy';
import { matrixProduct } from './matrixProduct';
import { memoryCopy } from './memoryCopy';
import type { ProbeFigure, ProbeNews, ProbeSpec } from './types';

const tell = (news: ProbeNews) => postMessage(news);
const alive = () => tell({ alive: true });

function figureOf(spec: ProbeSpec): Promise<ProbeFigure> {
  switch (spec.kind) {
    case 'matrix-product':
      return matrixProduct(spec.target, spec.precision, alive);
    case 'memory-copy':
      return memoryCopy();
    case 'gpu-copy':
      return gpuCopy();
  }
}

onmessage = ({ data }: MessageEvent<ProbeSpec>) => {
  figureOf(data).then(
    (figure) => tell({ ok: true, figure }),
    (error: unknown) => tell({ ok: false, reason: toProblem(error, 'measuring the device').reason }),
  );
};
