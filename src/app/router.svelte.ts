/** Pages by hash, so that any static host serves them; the query is left to the run's parameters. */
export type Route =
  | { readonly page: 'play' }
  | { readonly page: 'compare' }
  | { readonly page: 'runs'; readonly id?: string }
  /** The id is any text: the page says which models there are. */
  | { readonly page: 'models'; readonly id?: string };

function read(hash: string): Route {
  const [page, id] = hash.replace(/^#\/?/, '').split('/');
  if (page === 'compare') return { page };
  if (page === 'models') return { page, id: id ? decoded(id) : undefined };
  if (page === 'runs') return { page, id: id && /^[0-9a-z-]+$/.test(id) ? id : undefined };
  return { page: 'play' };
}

/** A percent sign that begins no escape is taken as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
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
