import { describe, expect, it } from 'vitest';
import { placeOf } from './address';

const [first, compare, models] = [{ path: '' }, { path: 'compare' }, { path: 'models', takesId: true }];
const at = (hash: string) => placeOf(hash, [first, compare, models]);

describe('an address', () => {
  it('without anything is the first page', () => {
    for (const hash of ['', '#', '#/', '#//']) expect(at(hash)).toEqual({ page: first });
  });

  it('names a page by its path, and what stands behind it', () => {
    expect(at('#/compare')).toEqual({ page: compare });
    expect(at('#compare/')).toEqual({ page: compare });
    expect(at('#/models')).toEqual({ page: models });
    expect(at('#/models/blazeface')).toEqual({ page: models, id: 'blazeface' });
  });

  it('may hold any text behind a page that takes it', () => {
    expect(at('#/models/a%20b')).toEqual({ page: models, id: 'a b' });
    expect(at('#/models/100%')).toEqual({ page: models, id: '100%' });
    expect(at('#/models/a/b')).toEqual({ page: models, id: 'a/b' });
  });

  it('of no page says so', () => {
    expect(at('#/comparee')).toEqual({ unknown: 'comparee' });
    expect(at('#/compare/more')).toEqual({ unknown: 'compare/more' });
    expect(at('#/model')).toEqual({ unknown: 'model' });
    expect(at('#/%F0%9F%90%B1')).toEqual({ unknown: '🐱' });
    expect(at('#/modelsx/%')).toEqual({ unknown: 'modelsx/%' });
  });
});
