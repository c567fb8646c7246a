import type { Component } from 'svelte';
import type { FarSetting } from './setting.svelte';

export interface TabProps {
  readonly setting: FarSetting;
}

export interface Tab {
  /** In the address, behind `#/far/`. */
  readonly path: string;
  readonly title: string;
  /** The question it answers. */
  readonly question: string;
  /** Whether what it shows depends on the model, the network and the server that are chosen. */
  readonly takesSetting: boolean;
  readonly load: () => Promise<{ default: Component<TabProps> }>;
}

/** Every page of the far side, in order: one is added here and nowhere else. */
export const tabs: readonly Tab[] = [
  {
    path: 'request',
    title: 'Request',
    question: 'Where does a request’s time go?',
    takesSetting: true,
    load: () => import('./request/Request.svelte'),
  },
  {
    path: 'chips',
    title: 'Chips',
    question: 'Where would it run, how fast, for how many joules?',
    takesSetting: true,
    load: () => import('./chips/Chips.svelte'),
  },
  {
    path: 'even',
    title: 'Break-even',
    question: 'Where does the cloud overtake this device?',
    takesSetting: true,
    load: () => import('./even/Even.svelte'),
  },
  {
    path: 'plan',
    title: 'Plan',
    question: 'Who should answer: this device, the cloud, or both?',
    takesSetting: true,
    load: () => import('./plan/Plan.svelte'),
  },
  {
    path: 'cost',
    title: 'Cost',
    question: 'What does an answer cost: in money, energy and carbon?',
    takesSetting: true,
    load: () => import('./cost/Cost.svelte'),
  },
  {
    path: 'endpoint',
    title: 'Endpoint',
    question: 'What does a real request say?',
    takesSetting: true,
    load: () => import('./endpoint/Endpoint.svelte'),
  },
  {
    path: 'calibration',
    title: 'Calibration',
    question: 'How far are these predictions to be trusted?',
    takesSetting: false,
    load: () => import('./calibration/Calibration.svelte'),
  },
];
