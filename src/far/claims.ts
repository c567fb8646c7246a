/** What is often said of inference chips, beside what its source says. One more is one more row here. */
export interface Claim {
  readonly id: string;
  /** As it goes around. */
  readonly said: string;
  readonly verdict: 'right' | 'loose' | 'wrong';
  /** A chip's file in `chips/` that it is about; absent where it is about all. */
  readonly chip?: string;
  /** What the source says, in sentences. */
  readonly truth: string;
  readonly sources: readonly {
    readonly title: string;
    readonly url: string;
    readonly quality: 'primary' | 'secondary';
  }[];
}

/** When the sources were read. */
export const CLAIMS_AS_OF = '2026-11-28';

export const claims: readonly Claim[] = [
  {
    id: 'tpu-50',
    said: 'TPU v1 was 30 to 50 times faster than processors and GPUs.',
    verdict: 'wrong',
    chip: 'tpu-v1',
    truth:
      'The paper says 15 to 30 times faster on average than the GPU or the processor of its day, and 30 to 80 times in operations a second and watt: the larger figure is about energy.',
    sources: [
      {
        title: 'Jouppi et al., In-Datacenter Performance Analysis of a Tensor Processing Unit, ISCA 2017',
        url: 'https://arxiv.org/abs/1704.04760',
        quality: 'primary',
      },
    ],
  },
  {
    id: 'mi350-35',
    said: 'AMD’s MI350 is 35 times faster than the generation before it.',
    verdict: 'loose',
    chip: 'mi350x',
    truth:
      'That is AMD’s own figure at the launch, for one generation against another at its best; the same launch says three times the MI300X. Measured against the MI300X it is 2.8 to 4.2 times; in MLPerf Inference 5.1 the MI355X gave 2.7 times the tokens of the MI325X, in fp4 against fp8.',
    sources: [
      {
        title: 'AMD, Instinct GPUs in MLPerf Inference v5.1, 9 September 2025',
        url: 'https://www.amd.com/en/blogs/2025/accelerating-generative-ai-how-instinct-gpus-delivered.html',
        quality: 'primary',
      },
      {
        title: 'hyper.ai on the launch, June 2025',
        url: 'https://hyper.ai/en/headlines/169ff361450497c12f72fbad896041aa',
        quality: 'secondary',
      },
      {
        title: 'IT Brief on AMD in MLPerf Inference v5.1',
        url: 'https://itbrief.news/story/amd-highlights-ai-efficiency-gains-in-mlperf-inference-tests',
        quality: 'secondary',
      },
    ],
  },
  {
    id: 'diannao-400',
    said: 'DianNao used 400 times less energy than a GPU.',
    verdict: 'wrong',
    chip: 'diannao',
    truth:
      'DianNao’s paper says 21.08 times less energy, and 117.87 times the speed, against one 128-bit, 2 GHz SIMD core: a layout at 65 nm, never built. The 450.65 times are DaDianNao’s speed over a GPU with 64 chips, whose energy is 150.31 times less.',
    sources: [
      {
        title: 'Chen et al., DianNao, ASPLOS 2014',
        url: 'https://doi.org/10.1145/2541940.2541967',
        quality: 'primary',
      },
      {
        title: 'Chen et al., DaDianNao, MICRO 2014',
        url: 'https://doi.org/10.1109/MICRO.2014.58',
        quality: 'primary',
      },
    ],
  },
  {
    id: 'eyeriss-10',
    said: 'Eyeriss is ten times more efficient.',
    verdict: 'loose',
    chip: 'eyeriss',
    truth:
      'Than a mobile GPU, in the words of MIT’s press office. Its paper gives 35 pictures of AlexNet a second at 278 mW, the memory outside the chip not counted.',
    sources: [
      {
        title: 'MIT News as summed up by ACM TechNews, February 2016',
        url: 'https://cacmb4.acm.org/news/197838-energy-friendly-chip-can-perform-powerful-artificial-intelligence-tasks',
        quality: 'secondary',
      },
      {
        title: 'Chen et al., Eyeriss, IEEE JSSC 52(1), 2017',
        url: 'https://doi.org/10.1109/JSSC.2016.2616357',
        quality: 'primary',
      },
    ],
  },
  {
    id: 'two-orders',
    said: 'Custom chips win by two orders of magnitude.',
    verdict: 'loose',
    truth:
      'At most. What these sources say runs from 10 times (Eyeriss, energy, against a mobile GPU) over 15 to 30 (TPU v1, speed) to 118 (DianNao, speed, against one core): each against something else, in something else.',
    sources: [
      {
        title: 'Chen et al., DianNao, ASPLOS 2014',
        url: 'https://doi.org/10.1145/2541940.2541967',
        quality: 'primary',
      },
      {
        title: 'Jouppi et al., In-Datacenter Performance Analysis of a Tensor Processing Unit, ISCA 2017',
        url: 'https://arxiv.org/abs/1704.04760',
        quality: 'primary',
      },
    ],
  },
  {
    id: 'v100-21',
    said: 'The V100 has 21.1 billion transistors and 5,120 cores.',
    verdict: 'right',
    chip: 'v100',
    truth: 'So it is: of 5,376 cores on the die 5,120 are enabled.',
    sources: [
      {
        title: 'Xenon Systems, NVIDIA Tesla V100: 21.1 billion transistors, 815 mm², 12 nm',
        url: 'https://xenon.com.au/',
        quality: 'secondary',
      },
    ],
  },
];
