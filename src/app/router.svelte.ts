import { placeOf, type Place } from './address';
import { moved, pages, type Page } from './pages';

class Router {
  #place = $state.raw(placeOf(location.hash, pages, moved));

  constructor() {
    addEventListener('hashchange', () => (this.#place = placeOf(location.hash, pages, moved)));
  }

  /** Another object whenever the address changes. */
  get place(): Place<Page> {
    return this.#place;
  }
}

export const router = new Router();
