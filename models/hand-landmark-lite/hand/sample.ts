/** The sample picture of a hand: a mesh with known joints, so that there is a truth that no network had a part in. */
import type { Pixels } from '../../../src/tasks/types';
import { readHand, sleeve } from './mesh';
import { project, rasterise, shrink, type Camera, type Fragment } from './render';
import { cross, dot, mix, unit, type Vector } from './vector';

const SIZE = 512;
/** Every pixel is the mean of this many squared. */
const OVERSAMPLING = 3;

/** The joints of MediaPipe's hand by their names in WebXR: the wrist, then four a finger from its root to its tip. */
const landmarks = [
  'wrist',
  ...['metacarpal', 'phalanx-proximal', 'phalanx-distal', 'tip'].map((part) => `thumb-${part}`),
  ...['index', 'middle', 'ring', 'pinky'].flatMap((finger) =>
    ['phalanx-proximal', 'phalanx-intermediate', 'phalanx-distal', 'tip'].map((part) => `${finger}-finger-${part}`),
  ),
];

/** In front of the palm, turned around the arm and leant to one side by so many radians. */
function cameraAt(centre: Vector, turn: number, lean: number, distance: number): Camera {
  const back: Vector = [-Math.cos(turn), 0, -Math.sin(turn)];
  const upright: Vector = [0, -1, 0];
  const across = cross(upright, back);
  const size = SIZE * OVERSAMPLING;
  return {
    at: mix(centre, 1, back, distance),
    right: mix(across, Math.cos(lean), upright, Math.sin(lean)),
    up: mix(upright, Math.cos(lean), across, -Math.sin(lean)),
    back,
    focal: size * 2.1,
    width: size,
    height: size,
  };
}

const key = unit([-0.75, -0.55, 0.5]);
const fill = unit([-0.5, 0.25, -0.75]);

/** Linear light, 0 to 1 a channel. */
function skin({ normal, place }: Fragment, camera: Camera): Vector {
  const n = unit(normal);
  const view = unit(mix(camera.at, 1, place, -1));
  const shine = 0.07 * Math.max(0, dot(n, unit(mix(key, 1, view, 1)))) ** 30;
  // Light that enters skin comes out a little beyond the edge of the shadow, red the furthest.
  const wrapped = (by: number) => Math.max(0, (dot(n, key) + by) / (1 + by));
  const light = (by: number) => 0.13 + 0.9 * wrapped(by) + 0.2 * Math.max(0, dot(n, fill));
  return [0.74 * light(0.35) + shine, 0.47 * light(0.18) + shine, 0.35 * light(0.12) + shine];
}

function cloth({ normal, place }: Fragment, camera: Camera): Vector {
  const outside = dot(normal, mix(camera.at, 1, place, -1)) > 0;
  const n = unit(normal);
  const light = outside ? 0.2 + 0.75 * Math.max(0, dot(n, key)) + 0.25 * Math.max(0, dot(n, fill)) : 0.06;
  return [0.055 * light, 0.13 * light, 0.25 * light];
}

const hand = readHand();
const camera = cameraAt([0.03, -0.006, 0.002], 0.2, 0.1, 0.6);

/** Where the joints are in the picture, pixels from the left and top to a tenth, in the order of MediaPipe's hand. */
export function sampleJoints(): { name: string; x: number; y: number }[] {
  const tenth = (value: number) => Math.round((value / OVERSAMPLING) * 10) / 10;
  return landmarks.map((name) => {
    const [x, y] = project(hand.joints.get(name)!, camera);
    return { name, x: tenth(x), y: tenth(y) };
  });
}

/** 512 × 512 pixels. Takes some seconds. */
export function renderSample(): Pixels {
  const arm = sleeve(hand.joints.get('wrist')!, [
    [0.012, 0.004],
    [0.012, 0.0075],
    [0.04, 0.0085],
    [0.042, 0.006],
    [0.2, 0.02],
  ]);
  const materials = [skin, cloth];
  const { width, height } = camera;
  const data = new Uint8ClampedArray(width * height * 4);
  for (const [pixel, fragment] of rasterise([hand, arm], camera).entries()) {
    const [x, y] = [(pixel % width) / width - 0.4, Math.floor(pixel / width) / height - 0.35];
    const wall = 0.62 - 0.45 * (x * x + y * y);
    const light = fragment ? materials[fragment.mesh]!(fragment, camera) : ([0.93 * wall, wall, 1.02 * wall] as const);
    data.set([...light.map((value) => 255 * Math.min(1, value) ** (1 / 2.2)), 255], pixel * 4);
  }
  return shrink({ width, height, data }, OVERSAMPLING);
}
