import { SeededRandom } from '@holdfast/schema/random/seeded-random';

import type { Picture } from './dialogues/dialogue.ts';
import { encodePng } from './encode-png.ts';

type Point = readonly [x: number, y: number];
type Color = readonly [red: number, green: number, blue: number];
/** Signed distance in pixels from the edge of a shape; negative inside. */
type Shape = (x: number, y: number) => number;

interface Layer {
  shape: Shape;
  color: Color;
  /** From 0 to 1. */
  opacity?: number;
}

const width = 480;
const height = 360;

/** Draws a small picture like those that customers send, slightly different for each seed. Returns a PNG file. */
export function drawPicture(picture: Picture, seed: number): Buffer {
  const random = new SeededRandom(seed);
  const wall = random.pick<Color>([
    [226, 221, 212],
    [214, 222, 224],
    [232, 226, 218],
    [208, 214, 205],
  ]);
  const floor = random.pick<Color>([
    [178, 146, 112],
    [150, 128, 108],
    [196, 176, 150],
  ]);
  const horizon = height * (0.62 + random.next() * 0.08);
  const layers: Layer[] = [
    { shape: (_, y) => horizon - y, color: floor },
    { shape: (_, y) => Math.abs(y - horizon) - 2, color: [245, 242, 236] },
    ...scenes[picture](random),
  ];
  return encodePng({ width, height, pixels: paint(layers, wall) });
}

const scenes: Record<Picture, (random: SeededRandom) => Layer[]> = {
  parcel(random) {
    const x = random.between(200, 280);
    return [
      { shape: ellipse(x, 318, 130, 18), color: [60, 45, 35], opacity: 0.35 },
      { shape: box([x, 240], [105, 72], 4), color: [193, 150, 102] },
      { shape: box([x, 240], [105, 7], 0), color: [222, 196, 152], opacity: 0.8 },
      { shape: box([x, 240], [16, 72], 0), color: [222, 196, 152], opacity: 0.8 },
      { shape: box([x + 55, 275], [34, 20], 2), color: [246, 246, 243] },
      ...[0, 7, 14].map((step) => line([x + 30, 266 + step], [x + 78 - step, 266 + step], 1.4, [90, 90, 90])),
    ];
  },
  'cracked-plate'(random) {
    const x = random.between(215, 265);
    const bend = random.between(-22, 22);
    return [
      { shape: ellipse(x + 6, 214, 152, 112), color: [50, 40, 32], opacity: 0.3 },
      { shape: ellipse(x, 200, 150, 108), color: [240, 240, 236] },
      { shape: ring(ellipse(x, 200, 138, 98), 2.2), color: [92, 126, 138] },
      { shape: ellipse(x, 200, 96, 66), color: [228, 230, 228] },
      line([x - 131, 150], [x - 40, 190 + bend], 1.3, [70, 62, 56]),
      line([x - 40, 190 + bend], [x + 20, 178], 1.2, [70, 62, 56]),
      line([x + 20, 178], [x + 70, 106], 1.1, [70, 62, 56]),
      line([x - 40, 190 + bend], [x - 10, 305], 0.9, [70, 62, 56]),
    ];
  },
  lamp(random) {
    const x = random.between(180, 300);
    return [
      { shape: ellipse(x, 150, 210, 150), color: [255, 236, 190], opacity: 0.35 },
      { shape: ellipse(x, 150, 120, 90), color: [255, 240, 205], opacity: 0.45 },
      { shape: ellipse(x, 318, 70, 10), color: [50, 40, 32], opacity: 0.35 },
      { shape: box([x, 305], [48, 8], 6), color: [58, 62, 66] },
      { shape: box([x, 240], [4, 66], 2), color: [70, 74, 78] },
      { shape: trapezoid([x, 140], [44, 86], 48), color: [238, 222, 188] },
      { shape: box([x, 186], [86, 2.5], 0), color: [206, 186, 148] },
    ];
  },
  receipt(random) {
    const x = random.between(210, 270);
    const rows = Array.from({ length: 9 }, (_, index) => index);
    return [
      { shape: box([x + 7, 187], [92, 156], 2), color: [50, 40, 32], opacity: 0.3 },
      { shape: box([x, 180], [92, 156], 2), color: [250, 249, 244] },
      line([x - 50, 50], [x + 50, 50], 5, [64, 68, 72]),
      ...rows.flatMap((row) => [
        line([x - 72, 84 + row * 22], [x - 72 + random.between(50, 90), 84 + row * 22], 2.2, [120, 122, 124]),
        line([x + 48, 84 + row * 22], [x + 72, 84 + row * 22], 2.2, [120, 122, 124]),
      ]),
      line([x - 72, 290], [x + 72, 290], 1.4, [64, 68, 72]),
      line([x + 20, 308], [x + 72, 308], 4, [64, 68, 72]),
    ];
  },
  chair(random) {
    const x = random.between(190, 290);
    const wood: Color = random.pick<Color>([
      [160, 112, 70],
      [92, 70, 54],
      [196, 156, 108],
    ]);
    return [
      { shape: ellipse(x, 334, 96, 12), color: [50, 40, 32], opacity: 0.35 },
      ...[-62, 62].map((side) => line([x + side, 208], [x + side * 1.15, 330], 6, wood)),
      ...[-44, 44].map((side) => line([x + side, 208], [x + side, 316], 5, wood)),
      ...[-62, 62].map((side) => line([x + side, 206], [x + side * 0.94, 78], 6, wood)),
      ...[92, 124, 156].map((y) => line([x - 58, y], [x + 58, y], 7, wood)),
      {
        shape: box([x, 208], [78, 13], 8),
        color: random.pick<Color>([
          [86, 118, 112],
          [172, 92, 76],
          [206, 196, 172],
        ]),
      },
    ];
  },
  shelf(random) {
    const wood: Color = [206, 172, 126];
    const spines = Array.from({ length: 14 }, (_, index) => ({
      x: 130 + index * 17,
      spineHeight: random.between(26, 44),
      board: index % 2 === 0 ? 138 : 228,
      color: random.pick<Color>([
        [128, 64, 58],
        [60, 92, 104],
        [176, 152, 92],
        [72, 84, 72],
        [222, 214, 198],
      ]),
    }));
    return [
      ...spines.map(({ x, spineHeight, board, color }) => ({
        shape: box([x, board - 6 - spineHeight], [7, spineHeight], 1),
        color,
      })),
      ...[138, 228].map((y) => ({ shape: box([240, y], [150, 7], 1), color: wood })),
      line([345, 131], [372, 143], 3.4, [120, 90, 60]),
      ...[110, 370].flatMap((x) => [138, 228].map((y) => line([x, y + 6], [x, y + 34], 4, [60, 62, 64]))),
    ];
  },
};

function paint(layers: readonly Layer[], wall: Color): Uint8Array {
  const pixels = new Uint8Array(width * height * 3);
  let offset = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let [red, green, blue] = wall;
      for (const { shape, color, opacity = 1 } of layers) {
        const cover = Math.min(Math.max(0.5 - shape(x, y), 0), 1) * opacity;
        if (cover === 0) continue;
        red += (color[0] - red) * cover;
        green += (color[1] - green) * cover;
        blue += (color[2] - blue) * cover;
      }
      // The image gets darker toward the corners.
      const edge = Math.hypot(x / width - 0.45, y / height - 0.4);
      const light = 1.06 - edge * edge * 0.55;
      pixels[offset] = Math.min(red * light, 255);
      pixels[offset + 1] = Math.min(green * light, 255);
      pixels[offset + 2] = Math.min(blue * light, 255);
      offset += 3;
    }
  }
  return pixels;
}

function ellipse(centerX: number, centerY: number, radiusX: number, radiusY: number): Shape {
  const smaller = Math.min(radiusX, radiusY);
  return (x, y) => (Math.hypot((x - centerX) / radiusX, (y - centerY) / radiusY) - 1) * smaller;
}

function ring(shape: Shape, thickness: number): Shape {
  return (x, y) => Math.abs(shape(x, y)) - thickness / 2;
}

function box(center: Point, halfSize: Point, radius: number): Shape {
  return (x, y) => {
    const outsideX = Math.abs(x - center[0]) - halfSize[0] + radius;
    const outsideY = Math.abs(y - center[1]) - halfSize[1] + radius;
    const outside = Math.hypot(Math.max(outsideX, 0), Math.max(outsideY, 0));
    return outside + Math.min(Math.max(outsideX, outsideY), 0) - radius;
  };
}

function trapezoid(center: Point, topAndBottom: Point, halfHeight: number): Shape {
  const [top, bottom] = topAndBottom;
  return (x, y) => {
    const down = (y - center[1]) / halfHeight;
    const halfWidth = top + ((bottom - top) * (down + 1)) / 2;
    return Math.max(Math.abs(x - center[0]) - halfWidth, Math.abs(y - center[1]) - halfHeight);
  };
}

function line(from: Point, to: Point, thickness: number, color: Color): Layer {
  const across = to[0] - from[0];
  const down = to[1] - from[1];
  const length = across * across + down * down;
  return {
    color,
    shape: (x, y) => {
      const along = ((x - from[0]) * across + (y - from[1]) * down) / length;
      const nearest = Math.min(Math.max(along, 0), 1);
      return Math.hypot(x - from[0] - nearest * across, y - from[1] - nearest * down) - thickness;
    },
  };
}
