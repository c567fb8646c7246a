import type { Answer, Pixels, TaskInput, TaskNetwork, TaskWorker } from '../types';
import { agreement } from './agreement';
import type { FaceBox } from './anchors';
import { faceCrop, findFaces, MIN_SCORE } from './detect';
import { meshFace, rounded, type MeshPoint } from './mesh';

export interface Face {
  /** Parts of the picture's width and height, 0–1; a face at the edge reaches beyond. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** How sure the detector is, 0–1. */
  readonly score: number;
  /** Right eye, left eye, nose tip, mouth, right ear, left ear: parts of the picture's width and height. */
  readonly keypoints: readonly (readonly [x: number, y: number])[];
  /** 468 points; absent where only the detector ran. */
  readonly mesh?: readonly MeshPoint[];
}

export interface FaceLandmarksAnswer extends Answer {
  readonly kind: 'face-landmarks';
  /** At most four, surest first. */
  readonly faces: readonly Face[];
}

const DETECTOR = 'blazeface';
const MESH = 'facemesh';

function inPicture(face: FaceBox, { width, height }: Pixels): Face {
  return {
    box: {
      x: rounded(face.x / width),
      y: rounded(face.y / height),
      width: rounded(face.width / width),
      height: rounded(face.height / height),
    },
    score: rounded(face.score),
    keypoints: face.points.map(({ x, y }) => [rounded(x / width), rounded(y / height)] as const),
  };
}

function summarise(faces: readonly Face[]): string {
  const [first] = faces;
  if (!first) return 'No face found.';
  const sure = `${Math.round(first.score * 100)} % sure`;
  const what = faces.length === 1 ? `One face found, ${sure}` : `${faces.length} faces found, the first ${sure}`;
  if (!first.mesh) return `${what}.`;
  return `${what}, ${faces.length === 1 ? '' : 'each '}mapped with ${first.mesh.length} points.`;
}

async function answer(input: TaskInput, networks: ReadonlyMap<string, TaskNetwork>): Promise<FaceLandmarksAnswer> {
  const detector = networks.get(DETECTOR);
  if (!detector || input.kind !== 'picture') throw new Error('Face mapping takes a picture and its detector.');
  const mesh = networks.get(MESH);
  const faces: Face[] = [];
  for (const found of await findFaces(input.pixels, detector)) {
    const face = inPicture(found, input.pixels);
    if (!mesh) {
      faces.push(face);
      continue;
    }
    // The second network looks closer: what it does not take for a face was a false find.
    const { presence, points } = await meshFace(input.pixels, faceCrop(found), mesh);
    if (presence >= MIN_SCORE) faces.push({ ...face, mesh: points });
  }
  return { kind: 'face-landmarks', summary: summarise(faces), faces };
}

export const task: TaskWorker<FaceLandmarksAnswer> = { answer, agreement };
