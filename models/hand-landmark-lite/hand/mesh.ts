/**
 * The generic right hand of the WebXR Input Profiles (npm `@webxr-input-profiles/assets` 1.0.20, MIT, `right.glb` beside this
 * file with its licence): 1,360 points and 25 joints, metres. Its fingers point to −y, its palm to −x, its thumb to −z.
 */
import { readFileSync } from 'node:fs';
import type { Vector } from './vector';

/** Triangles, three indices each, with a unit normal at every point. */
export interface Mesh {
  readonly positions: readonly Vector[];
  readonly normals: readonly Vector[];
  readonly indices: readonly number[];
}

export interface HandMesh extends Mesh {
  /** Where each joint is, by its WebXR name. */
  readonly joints: ReadonlyMap<string, Vector>;
}

interface Gltf {
  readonly accessors: readonly { bufferView: number; componentType: number; count: number; type: string }[];
  readonly bufferViews: readonly { byteOffset?: number; byteLength: number }[];
  readonly meshes: readonly [{ primitives: readonly [{ attributes: Record<string, number>; indices: number }] }];
  readonly skins: readonly [{ joints: readonly number[] }];
  readonly nodes: readonly { name: string; translation: Vector }[];
}

/** By glTF's component type. */
const readers: Readonly<Record<number, { bytes: number; read: (view: DataView, at: number) => number }>> = {
  5123: { bytes: 2, read: (view, at) => view.getUint16(at, true) },
  5126: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
};
const widths: Readonly<Record<string, number>> = { SCALAR: 1, VEC3: 3 };

/**
 * Reads what the renderer needs of a binary glTF 2.0 file with one mesh and one skin, in the pose that the mesh was bound to
 * its joints in: there its points need no skinning.
 */
export function readHand(): HandMesh {
  const file = readFileSync(new URL('./right.glb', import.meta.url));
  const jsonBytes = file.readUInt32LE(12);
  const gltf = JSON.parse(file.toString('utf8', 20, 20 + jsonBytes)) as Gltf;
  const binary = file.subarray(20 + jsonBytes + 8);

  const rows = (accessor: number): number[][] => {
    const { bufferView, componentType, count, type } = gltf.accessors[accessor]!;
    const { byteOffset = 0, byteLength } = gltf.bufferViews[bufferView]!;
    const { bytes, read } = readers[componentType]!;
    const width = widths[type]!;
    const view = new DataView(binary.buffer, binary.byteOffset + byteOffset, byteLength);
    return Array.from({ length: count }, (_, row) =>
      Array.from({ length: width }, (_, column) => read(view, (row * width + column) * bytes)),
    );
  };
  const vectors = (accessor: number): Vector[] => rows(accessor).map(([x = 0, y = 0, z = 0]) => [x, y, z]);

  const [{ attributes, indices }] = gltf.meshes[0].primitives;
  return {
    positions: vectors(attributes['POSITION']!),
    normals: vectors(attributes['NORMAL']!),
    indices: rows(indices).flat(),
    joints: new Map(gltf.skins[0].joints.map((node) => [gltf.nodes[node]!.name, gltf.nodes[node]!.translation])),
  };
}

/** Points around a sleeve. */
const AROUND = 96;

/**
 * A sleeve down the forearm, so that no cut shows where the hand's mesh ends.
 * @param profile distance along the arm from the wrist and how much wider than the arm it is there, metres
 */
export function sleeve(wrist: Vector, profile: readonly (readonly [along: number, wider: number])[]): Mesh {
  const positions: Vector[] = [];
  const normals: Vector[] = [];
  const indices: number[] = [];
  for (const [ring, [along, wider]] of profile.entries()) {
    const [nextAlong, nextWider] = profile[ring + 1] ?? [along + 1, wider];
    const slope = (nextWider - wider) / Math.max(1e-6, nextAlong - along);
    for (let k = 0; k < AROUND; k++) {
      const angle = (k / AROUND) * 2 * Math.PI;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      positions.push([wrist[0] + cos * (0.02 + wider), wrist[1] + along, wrist[2] + sin * (0.027 + wider)]);
      const length = Math.hypot(1, slope);
      normals.push([cos / length, -slope / length, sin / length]);
      if (ring === 0) continue;
      const [here, beside] = [ring * AROUND + k, ring * AROUND + ((k + 1) % AROUND)];
      indices.push(here - AROUND, here, beside, here - AROUND, beside, beside - AROUND);
    }
  }
  return { positions, normals, indices };
}
