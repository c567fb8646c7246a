import type { FaceBox } from '../faces/anchors';
import { faceCrop, findFaces, MAX_FACES, MIN_SCORE } from '../faces/detect';
import { placeOf } from '../faces/place';
import { rounded } from '../rounded';
import type { Pixels, TaskInput, TaskNetwork, TaskWorker } from '../types';
import { agreement } from './agreement';
import type { Face, FaceLandmarksAnswer } from './answer';
import { CROP_SIDES, meshFace } from './mesh';

const DETECTOR = 'blazeface';
const MESH = 'facemesh';

function inPicture(face: FaceBox, picture: Pixels): Face {
  return {
    box: placeOf(face, picture),
    score: rounded(face.score),
    keypoints: face.points.map(({ x, y }) => [rounded(x / picture.width), rounded(y / picture.height)] as const),
  };
}

/** @param found how many faces there are, the ones that were looked at no closer included */
function summarise(faces: readonly Face[], found: number): string {
  const [first] = faces;
  if (!first) return 'No face found.';
  const sure = `${Math.round(first.score * 100)} % sure`;
  const what = found === 1 ? `One face found, ${sure}` : `${found} faces found, the first ${sure}`;
  if (!first.mesh) return `${what}.`;
  const which = found === 1 ? '' : found > faces.length ? `the ${faces.length} surest ` : 'each ';
  return `${what}, ${which}mapped with ${first.mesh.length} points.`;
}

async function answer(input: TaskInput, networks: ReadonlyMap<string, TaskNetwork>): Promise<FaceLandmarksAnswer> {
  const detector = networks.get(DETECTOR);
  if (!detector || input.kind !== 'picture') throw new Error('Face mapping takes a picture and its detector.');
  const mesh = networks.get(MESH);
  const boxes = await findFaces(input.pixels, detector);
  const looked = mesh ? boxes.slice(0, MAX_FACES) : boxes;
  const faces: Face[] = [];
  for (const box of looked) {
    const face = inPicture(box, input.pixels);
    if (!mesh) {
      faces.push(face);
      continue;
    }
    // The second network looks closer: what it does not take for a face was a false find.
    const { presence, points } = await meshFace(input.pixels, faceCrop(box, CROP_SIDES), mesh);
    if (presence >= MIN_SCORE) faces.push({ ...face, mesh: points });
  }
  const found = faces.length + (boxes.length - looked.length);
  return { kind: 'face-landmarks', summary: summarise(faces, found), faces };
}

export const task: TaskWorker<FaceLandmarksAnswer> = { answer, agreement };
