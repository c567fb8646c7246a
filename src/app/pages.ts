import type { Component } from 'svelte';
import type { LinkParams } from '../results/params';
import Play from './play/Play.svelte';

export interface PageProps {
  /** What stands behind the page's path, any text: the page says what there is. */
  readonly id?: string;
  readonly link: Readonly<Partial<LinkParams>>;
}

interface Entry {
  /** In the address, behind `#/`; the first page's is empty. */
  readonly path: string;
  /** In the navigation and where pages are named. */
  readonly title: string;
  /** Whether the navigation lists it. */
  readonly listed: boolean;
  /** Whether something may stand behind the path: `#/models/blazeface`. */
  readonly takesId?: boolean;
}

/** A page comes with the first load, or is fetched when it is opened. */
export type Page = Entry &
  ({ readonly component: Component<PageProps> } | { readonly load: () => Promise<{ default: Component<PageProps> }> });

/** Every page there is, in the order of the navigation: a page is added here and nowhere else. */
export const pages: readonly Page[] = [
  { path: '', title: 'Play', listed: true, component: Play },
  { path: 'compare', title: 'Compare', listed: true, load: () => import('./compare/Compare.svelte') },
  { path: 'models', title: 'Models', listed: true, takesId: true, load: () => import('./models/Models.svelte') },
  { path: 'runs', title: 'Runs', listed: true, takesId: true, load: () => import('./runs/Runs.svelte') },
];
