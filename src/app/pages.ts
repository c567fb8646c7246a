import type { Component } from 'svelte';
import type { LinkParams } from '../results/params';
import Try from './try/Try.svelte';

export interface PageProps {
  /** What stands behind the page's path, any text: the page says what there is. */
  readonly id?: string;
  readonly link: Readonly<Partial<LinkParams>>;
  /** What the address asks for, as it is written: for what {@link link} doesn’t hold. */
  readonly query?: string;
}

interface Entry {
  /** In the address, behind `#/`. */
  readonly path: string;
  /** In the navigation and where pages are named. */
  readonly title: string;
  /** Where a visitor finds it: in the navigation, in the library, or only by a link. */
  readonly place: 'navigation' | 'library' | 'linked';
  /** Whether something may stand behind the path: `#/library/models/blazeface`. */
  readonly takesId?: boolean;
}

/** A page comes with the first load, or is fetched when it is opened. */
export type Page = Entry &
  ({ readonly component: Component<PageProps> } | { readonly load: () => Promise<{ default: Component<PageProps> }> });

/** Every page there is, in the order of the navigation: a page is added here and nowhere else. */
export const pages: readonly Page[] = [
  { path: 'try', title: 'Try', place: 'navigation', takesId: true, component: Try },
  { path: 'live', title: 'Live', place: 'navigation', takesId: true, load: () => import('./live/Live.svelte') },
  { path: 'compare', title: 'Compare', place: 'navigation', load: () => import('./compare/Compare.svelte') },
  { path: 'far', title: 'Far side', place: 'navigation', takesId: true, load: () => import('./far/Far.svelte') },
  { path: 'learn', title: 'Learn', place: 'navigation', takesId: true, load: () => import('./learn/Learn.svelte') },
  { path: 'device', title: 'My device', place: 'navigation', load: () => import('./device/Device.svelte') },
  {
    path: 'library/models',
    title: 'Models',
    place: 'library',
    takesId: true,
    load: () => import('./models/Models.svelte'),
  },
  { path: 'library/hub', title: 'From a hub', place: 'library', takesId: true, load: () => import('./hub/Hub.svelte') },
  {
    path: 'library/fit',
    title: 'Will it run here?',
    place: 'library',
    takesId: true,
    load: () => import('./fit/Fit.svelte'),
  },
  { path: 'library/runs', title: 'Runs', place: 'library', takesId: true, load: () => import('./runs/Runs.svelte') },
  { path: 'library/collect', title: 'Devices', place: 'library', load: () => import('./collect/Collect.svelte') },
  { path: 'library/offline', title: 'Offline', place: 'library', load: () => import('./offline/Offline.svelte') },
  {
    path: 'result',
    title: 'A shared result',
    place: 'linked',
    takesId: true,
    load: () => import('./share/SharedResult.svelte'),
  },
  {
    path: 'story',
    title: 'A shared story',
    place: 'linked',
    takesId: true,
    load: () => import('./share/SharedStory.svelte'),
  },
];

/** Addresses that lead elsewhere: no address, a part of the library without one, and those of earlier editions. */
export const moved: Readonly<Record<string, string>> = {
  '': 'try',
  library: 'library/models',
  models: 'library/models',
  runs: 'library/runs',
  offline: 'library/offline',
};
