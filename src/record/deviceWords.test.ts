import { expect, it } from 'vitest';
import { deviceWords } from './deviceWords';
import { sampleRecord } from './record.fixture';

const { environment } = sampleRecord();

it.each([
  [
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
    'ANGLE (Qualcomm, Adreno (TM) 640, OpenGL ES 3.2)',
    'Android phone, 8 cores, Adreno 640, Chrome 141',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
    'ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 (0x00002504) Direct3D11 vs_5_0 ps_5_0, D3D11)',
    'Windows computer, 8 cores, NVIDIA GeForce RTX 3060, Edge 141',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15',
    'Apple GPU',
    'Mac, 8 cores, Apple GPU, Safari 26',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/141.0.0.0 Mobile/15E148 Safari/604.1',
    'Apple GPU',
    'iPhone, 8 cores, Apple GPU, Chrome 141',
  ],
  [
    'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
    'ANGLE (Intel, Mesa Intel(R) UHD Graphics 600 (GLK 2), OpenGL ES 3.2)',
    'Chromebook, 8 cores, Mesa Intel UHD Graphics 600 (GLK 2), Chrome 141',
  ],
  ['Something else', '', 'Linux computer, 8 cores'],
])('says what a device is in a few words: %s', (userAgent, renderer, words) => {
  const webgl = renderer ? { renderer, software: false } : undefined;
  expect(deviceWords({ ...environment, userAgent, cores: 8, webgl, gpu: undefined })).toBe(words);
});

it('does not name a GPU that is software', () => {
  const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0';
  expect(deviceWords({ ...environment, userAgent, cores: 1 })).toBe(
    'Linux computer, 1 core, GPU in software, Firefox 143',
  );
});
