import { expect, it } from 'vitest';
import type { EmulatedTrip } from '../../../far/endpoint/emulated/ask';
import type { Trip } from '../../../far/endpoint/trip';
import { legRows, middleOf, partsOf } from './parts';

const trip = (totalMs: number, more: Partial<Trip> = {}): Trip => ({
  upBytes: 1,
  downBytes: 1,
  headMs: 60,
  totalMs,
  ...more,
});
const itemised = { beforeMs: 3, dnsMs: 5, connectMs: 20, tlsMs: 25, waitMs: 90, downloadMs: 10, protocol: 'h2' };

it('takes the lower middle', () => {
  expect([middleOf([3]), middleOf([4, 1]), middleOf([9, 1, 5])]).toEqual([3, 1, 5]);
});

it('sets the first trip apart, with its connection where the server lets it be known', () => {
  const open = { ...itemised, dnsMs: 0, connectMs: 0, tlsMs: 0 };
  const parts = partsOf([trip(160, { itemised }), trip(100, { itemised: open }), trip(110, { itemised: open })]);
  expect(parts.map(({ id, first, others }) => [id, first, others])).toEqual([
    ['connection', '50 ms', '0 ms'],
    ['before', '3 ms', '3 ms'],
    ['wait', '90 ms', '90 ms'],
    ['head', '60 ms', '60 ms'],
    ['download', '100 ms', '40 ms'],
    ['total', '160 ms', '100 ms'],
  ]);
});

it('says that a server doesn’t itemise, and has no others for a single trip', () => {
  const parts = partsOf([trip(160, { stream: { pieces: 11, firstMs: 80, lastMs: 130 } })]);
  expect(parts.map(({ id, first, others }) => [id, first, others])).toEqual([
    ['connection', 'not itemised by the server', undefined],
    ['wait', 'not itemised by the server', undefined],
    ['head', '60 ms', undefined],
    ['first', '80 ms', undefined],
    ['pace', '200.0', undefined],
    ['download', '100 ms', undefined],
    ['total', '160 ms', undefined],
  ]);
  expect(partsOf([])).toEqual([]);
});

it('has each leg’s median, in the order they pass', () => {
  const emulated = (planned: EmulatedTrip['planned']): EmulatedTrip => ({ ...trip(9), planned, by: 'server' });
  const named = [
    { id: 'upload', label: 'Upload', ms: 0, assumption: '' },
    { id: 'losses', label: 'Lost packets', ms: 0, assumption: '' },
  ];
  const trips = [
    emulated([{ id: 'upload', ms: 3 }]),
    emulated([
      { id: 'losses', ms: 200 },
      { id: 'upload', ms: 5 },
    ]),
    emulated([{ id: 'upload', ms: 4 }]),
  ];
  expect(legRows(trips, named)).toEqual([
    { id: 'upload', label: 'Upload', ms: 4 },
    { id: 'losses', label: 'Lost packets', ms: 0 },
  ]);
});
