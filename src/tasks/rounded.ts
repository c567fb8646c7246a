/** To four decimals: a twentieth of a pixel in a 512-pixel picture, and a third of the bytes in a record. */
export const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
