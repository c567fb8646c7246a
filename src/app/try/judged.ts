/** What the Try page needs from its first run on, fetched with it: a first visit carries none of it. */
export { default as Race } from '../../charts/distance/Race.svelte';
export { profileOf } from '../../far/network';
export { timeLeft } from '../../measure/timeLeft';
export { rank } from '../../judge/rank';
export { verdict } from '../../judge/verdict';
export { default as NotKept } from '../NotKept.svelte';
export { default as ShareButton } from '../share/ShareButton.svelte';
export { contenders, contestOf, farSideOf, recordedFar } from './contest';
export { default as Doing } from './Doing.svelte';
export { default as Evidence } from './Evidence.svelte';
export { default as Running } from './Running.svelte';
export { left, runWords } from './runWords';
export { default as Steps } from './Steps.svelte';
export { default as Detail } from './verdict/Detail.svelte';
export { default as VerdictWords } from './verdict/VerdictWords.svelte';
