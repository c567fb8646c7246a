import { expect, it } from 'vitest';
import { bytesPerMs } from './linkRate';

const transfer = (transferSize: number, ms: number) => ({ transferSize, responseStart: 10, responseEnd: 10 + ms });

it('measures the rate on what was fetched, large files alone and all of them together', () => {
  expect(bytesPerMs([transfer(200_000, 100), transfer(600_000, 300), transfer(400, 50)], 10)).toBe(2000);
});

it('takes the browser’s estimate where nothing large came over the network, else a rate assumed', () => {
  expect(bytesPerMs([transfer(400, 50), transfer(0, 0)], 8)).toBe(1000);
  expect(bytesPerMs([])).toBe(1250);
});
