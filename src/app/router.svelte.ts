/** Pages by hash, so that any static host serves them; the query is left to the run's parameters. */
export type Route =
  { readonly page: 'play' } | { readonly page: 'compare' } | { readonly page: 'runs'; readonly id?: string };

function read(hash: string): Route {
  const [page, id] = hash.replace(/^#\/?/, '').split('/');
  if (page === 'compare') return { page };
  if (page === 'runs') return { page, id: id && /^[0-9a-z-]+$/.test(id) ? id : undefined };
  return { page: 'play' };
}

class Router {
  #route = $state.raw<Route>(read(location.hash));

  constructor() {
    addEventListener('hashchange', () => (this.#route = read(location.hash)));
  }

  get route(): Route {
    return this.#route;
  }
}

export const router = new Router();
