type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Pictures to stand behind a person, drawn rather than downloaded. */
export const backgrounds = [
  { id: 'evening', title: 'Evening sky', paint: evening },
  { id: 'lights', title: 'City lights', paint: lights },
  { id: 'studio', title: 'Studio wall', paint: studio },
  { id: 'plain', title: 'Plain colour', paint: plain },
] as const;

export type BackgroundId = (typeof backgrounds)[number]['id'];

/** Fills the canvas with a background. @param colour of the plain one, any CSS colour */
export function paintBackground(context: Context, id: BackgroundId, colour: string): void {
  const { width, height } = context.canvas;
  backgrounds.find((background) => background.id === id)?.paint(context, width, height, colour);
}

function plain(context: Context, width: number, height: number, colour: string): void {
  context.fillStyle = colour;
  context.fillRect(0, 0, width, height);
}

function evening(context: Context, width: number, height: number): void {
  const sky = context.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, '#24305e');
  sky.addColorStop(0.45, '#7a4f86');
  sky.addColorStop(0.72, '#e0806a');
  sky.addColorStop(1, '#f7c98b');
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  glow(context, width * 0.74, height * 0.78, Math.max(width, height) * 0.45, '255 236 190', 0.85);
}

function studio(context: Context, width: number, height: number): void {
  context.fillStyle = '#47525c';
  context.fillRect(0, 0, width, height);
  glow(context, width * 0.5, height * 0.36, Math.max(width, height) * 0.75, '214 221 226', 0.95);
}

/** Lamps out of focus, always the same ones. */
function lights(context: Context, width: number, height: number): void {
  const night = context.createLinearGradient(0, 0, 0, height);
  night.addColorStop(0, '#0d1526');
  night.addColorStop(1, '#2b2233');
  context.fillStyle = night;
  context.fillRect(0, 0, width, height);
  const colours = ['255 196 120', '255 150 90', '140 190 255', '255 220 170', '230 120 130'];
  for (let i = 0; i < 34; i++) {
    // Multiples of 1/ρ and 1/ρ², ρ the plastic number, cover a square evenly and without rows (Roberts' R2 sequence).
    const [x, y, size] = [(i * 0.75488) % 1, (i * 0.56984) % 1, (i * 0.61803) % 1];
    const radius = Math.max(width, height) * (0.02 + 0.045 * size);
    context.fillStyle = `rgb(${colours[i % colours.length]} / ${0.12 + 0.3 * (1 - size)})`;
    context.beginPath();
    context.arc(x * width, (0.12 + 0.8 * y) * height, radius, 0, 2 * Math.PI);
    context.fill();
  }
}

function glow(context: Context, x: number, y: number, radius: number, rgb: string, strength: number): void {
  const light = context.createRadialGradient(x, y, 0, x, y, radius);
  light.addColorStop(0, `rgb(${rgb} / ${strength})`);
  light.addColorStop(1, `rgb(${rgb} / 0)`);
  context.fillStyle = light;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
}
