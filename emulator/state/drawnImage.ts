/** Draws the picture of an image that nobody uploaded: a small landscape, always the same for the same path. */
import { createHash } from "node:crypto";
import { PNG } from "pngjs";

type Colour = readonly [red: number, green: number, blue: number];

const HILLS = 3;

/** Images of one app share their colours; each has its own shapes. */
export function drawImage(path: string, width: number, height: number): Buffer {
  const app = /^\/content\/\d+/.exec(path)?.[0] ?? path;
  const [tint = 0, accent = 0] = createHash("sha256").update(`tints of ${app}`).digest();
  const shapes = createHash("sha256").update(path).digest();
  const share = (at: number): number => (shapes[at] ?? 0) / 255;
  const hue = (tint / 255) * 360;
  const pixels = Buffer.alloc(width * height * 3);
  drawSky(pixels, width, height, colour(hue, 0.55, 0.2), colour(hue + 40 + (accent / 255) * 40, 0.75, 0.72));
  const unit = Math.min(width, height);
  const radius = unit * (0.12 + share(0) * 0.08);
  const sun = { x: width * (0.28 + share(1) * 0.44), y: height * (0.26 + share(2) * 0.2), radius };
  drawDisc(pixels, width, sun, colour(hue + 60, 0.9, 0.9));
  for (let hill = 0; hill < HILLS; hill += 1) {
    const base = height * (0.52 + hill * 0.15 + share(3 + hill) * 0.06);
    const waves = { swing: unit * 0.06, length: unit * (0.1 + share(6 + hill) * 0.12), shift: share(9 + hill) * 6.3 };
    drawHill(pixels, width, height, base, waves, colour(hue + 20 - hill * 12, 0.45, 0.42 - hill * 0.12));
  }
  const picture = new PNG({ width, height });
  picture.data = pixels;
  return PNG.sync.write(picture, {
    colorType: 2,
    inputColorType: 2,
    inputHasAlpha: false,
    filterType: 0,
    deflateLevel: 1,
    deflateStrategy: 0,
  });
}

function drawSky(pixels: Buffer, width: number, height: number, top: Colour, horizon: Colour): void {
  for (let y = 0; y < height; y += 1) {
    const part = Math.min(1, y / (height * 0.7));
    const mixed = top.map((value, index) => Math.round(value + ((horizon[index] ?? 0) - value) * part));
    pixels.fill(Buffer.from(mixed), y * width * 3, (y + 1) * width * 3);
  }
}

function drawDisc(pixels: Buffer, width: number, disc: { x: number; y: number; radius: number }, paint: Colour): void {
  const row = Buffer.from(paint);
  for (let y = Math.ceil(disc.y - disc.radius); y < disc.y + disc.radius; y += 1) {
    const half = Math.sqrt(disc.radius ** 2 - (y - disc.y) ** 2);
    const from = Math.max(0, Math.round(disc.x - half));
    const to = Math.min(width, Math.round(disc.x + half));
    if (y >= 0 && to > from) pixels.fill(row, (y * width + from) * 3, (y * width + to) * 3);
  }
}

function drawHill(
  pixels: Buffer,
  width: number,
  height: number,
  base: number,
  { swing, length, shift }: { swing: number; length: number; shift: number },
  [red, green, blue]: Colour,
): void {
  for (let x = 0; x < width; x += 1) {
    const crest = base + swing * (Math.sin(x / length / 1.3 + shift) + 0.5 * Math.sin(x / length / 0.55 + shift * 2));
    for (let y = Math.max(0, Math.round(crest)); y < height; y += 1) {
      const at = (y * width + x) * 3;
      pixels[at] = red;
      pixels[at + 1] = green;
      pixels[at + 2] = blue;
    }
  }
}

/** Hue in degrees, the others from 0 to 1. */
function colour(hue: number, saturation: number, lightness: number): Colour {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number): number => {
    const place = (offset + (((hue % 360) + 360) % 360) / 30) % 12;
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(place - 3, 9 - place, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}
