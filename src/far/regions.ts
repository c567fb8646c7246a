/** Where a data centre stands. */
export interface Region {
  readonly id: string;
  readonly city: string;
  /** Degrees, of the city: to a tenth, some 10 km. */
  readonly latitude: number;
  readonly longitude: number;
}

type Row = readonly [id: string, city: string, latitude: number, longitude: number];

/**
 * Regions of one large cloud, by the names and cities that it gives (Google Cloud, "Regions and zones",
 * https://cloud.google.com/compute/docs/regions-zones): others stand in the same towns or not far from them.
 */
const rows: readonly Row[] = [
  ['us-west1', 'The Dalles, Oregon', 45.6, -121.2],
  ['us-central1', 'Council Bluffs, Iowa', 41.3, -95.9],
  ['us-east4', 'Ashburn, Virginia', 39.0, -77.5],
  ['northamerica-northeast1', 'Montréal', 45.5, -73.6],
  ['southamerica-east1', 'São Paulo', -23.5, -46.8],
  ['europe-west2', 'London', 51.5, -0.1],
  ['europe-west1', 'St. Ghislain, Belgium', 50.4, 3.8],
  ['europe-west4', 'Eemshaven, Netherlands', 53.4, 6.8],
  ['europe-west3', 'Frankfurt', 50.1, 8.7],
  ['europe-north1', 'Hamina, Finland', 60.6, 27.2],
  ['africa-south1', 'Johannesburg', -26.2, 28.0],
  ['asia-south1', 'Mumbai', 19.1, 72.9],
  ['asia-southeast1', 'Jurong West, Singapore', 1.3, 103.7],
  ['asia-east1', 'Changhua, Taiwan', 24.1, 120.5],
  ['asia-northeast1', 'Tokyo', 35.7, 139.7],
  ['australia-southeast1', 'Sydney', -33.9, 151.2],
];

export const regions: readonly Region[] = rows.map(([id, city, latitude, longitude]) => ({
  id,
  city,
  latitude,
  longitude,
}));
