/**
 * Why a run's signal is aborted where the visitor has seen enough: cells count as completed by what was measured of them, their
 * answers having been checked before, and say that they were ended early.
 */
export const ENOUGH = 'enough';
