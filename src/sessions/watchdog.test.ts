import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Watchdog } from './watchdog';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('Watchdog', () => {
  it('calls once, with the limit that passed', () => {
    const onSilence = vi.fn();
    new Watchdog(onSilence).expect(800);
    vi.advanceTimersByTime(799);
    expect(onSilence).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onSilence.mock.calls).toEqual([[800]]);
    vi.advanceTimersByTime(10_000);
    expect(onSilence).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('begins anew at each sign of life, towards the newest limit', () => {
    const onSilence = vi.fn();
    const watchdog = new Watchdog(onSilence);
    for (let i = 0; i < 5; i++) {
      watchdog.expect(800);
      vi.advanceTimersByTime(700);
    }
    watchdog.expect(1600);
    vi.advanceTimersByTime(1599);
    expect(onSilence).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onSilence.mock.calls).toEqual([[1600]]);
  });

  it('rests when nothing is waited for', () => {
    const onSilence = vi.fn();
    const watchdog = new Watchdog(onSilence);
    watchdog.expect(800);
    watchdog.rest();
    vi.advanceTimersByTime(10_000);
    expect(onSilence).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('counts a night asleep as one look', () => {
    const onSilence = vi.fn();
    new Watchdog(onSilence).expect(800);
    vi.advanceTimersByTime(350);
    // Timers don't run while the device sleeps, and the clock does.
    vi.setSystemTime(Date.now() + 8 * 3_600_000);
    vi.advanceTimersByTime(449);
    expect(onSilence).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onSilence).toHaveBeenCalledTimes(1);
  });
});
