/**
 * Points of FaceMesh that lie along a feature, in drawing order.
 * Source: `face_mesh_connections.py` of MediaPipe. Left and right are the person's own.
 */
export const contours: readonly { readonly points: readonly number[]; readonly closed: boolean }[] = [
  // Face oval, from the forehead clockwise as one looks at the picture.
  {
    points: [
      10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150,
      136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
    ],
    closed: true,
  },
  // Right eye, left eye.
  { points: [33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246], closed: true },
  { points: [263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466], closed: true },
  // Right eyebrow, left eyebrow: lower edge, then upper edge.
  { points: [46, 53, 52, 65, 55], closed: false },
  { points: [70, 63, 105, 66, 107], closed: false },
  { points: [276, 283, 282, 295, 285], closed: false },
  { points: [300, 293, 334, 296, 336], closed: false },
  // Lips, outside and inside.
  {
    points: [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185],
    closed: true,
  },
  {
    points: [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191],
    closed: true,
  },
];
