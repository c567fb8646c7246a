import type { DeviceKind } from './words';

/** As far as the browser's own word goes: a tablet that asks for desktop pages says that it is a computer. */
export function deviceKindOf(userAgent: string): DeviceKind {
  if (/\biPad\b/.test(userAgent)) return 'tablet';
  if (/\b(?:iPhone|iPod)\b/.test(userAgent)) return 'phone';
  if (/\bAndroid\b/.test(userAgent)) return /\bMobile\b/.test(userAgent) ? 'phone' : 'tablet';
  return 'computer';
}
