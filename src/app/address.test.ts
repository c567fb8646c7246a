import { describe, expect, it } from 'vitest';
import { placeOf } from './address';

const [first, compare, models] = [
  { path: 'try', takesId: true },
  { path: 'compare' },
  { path: 'library/models', takesId: true },
];
const moved = { '': 'try', library: 'library/models', models: 'library/models' };
const at = (hash: string) => placeOf(hash, [first, compare, models], moved);

describe('an address', () => {
  it('without anything is the first page', () => {
    for (const hash of ['', '#', '#/', '#//', '#/try']) expect(at(hash)).toEqual({ page: first });
  });

  it('names a page by its path, and what stands behind it', () => {
    expect(at('#/compare')).toEqual({ page: compare });
    expect(at('#compare/')).toEqual({ page: compare });
    expect(at('#/try/objects')).toEqual({ page: first, id: 'objects' });
    expect(at('#/library/models')).toEqual({ page: models });
    expect(at('#/library/models/blazeface')).toEqual({ page: models, id: 'blazeface' });
  });

  it('of an earlier edition leads where its page stands now', () => {
    expect(at('#/models')).toEqual({ page: models });
    expect(at('#/models/blazeface')).toEqual({ page: models, id: 'blazeface' });
    expect(at('#/library')).toEqual({ page: models });
  });

  it('may hold any text behind a page that takes it', () => {
    expect(at('#/models/a%20b')).toEqual({ page: models, id: 'a b' });
    expect(at('#/models/100%')).toEqual({ page: models, id: '100%' });
    expect(at('#/models/a/b')).toEqual({ page: models, id: 'a/b' });
  });

  it('may carry a query of its own', () => {
    expect(at('#/compare?models=a&targets=b')).toEqual({ page: compare, query: 'models=a&targets=b' });
    expect(at('#/try/objects?far=a?b')).toEqual({ page: first, id: 'objects', query: 'far=a?b' });
    expect(at('#?models=a')).toEqual({ page: first, query: 'models=a' });
  });

  it('of no page says so', () => {
    expect(at('#/comparee')).toEqual({ unknown: 'comparee' });
    expect(at('#/compare/more')).toEqual({ unknown: 'compare/more' });
    expect(at('#/model')).toEqual({ unknown: 'model' });
    expect(at('#/library/nope')).toEqual({ unknown: 'library/nope' });
    expect(at('#/%F0%9F%90%B1')).toEqual({ unknown: '🐱' });
    expect(at('#/modelsx/%')).toEqual({ unknown: 'modelsx/%' });
  });
});
