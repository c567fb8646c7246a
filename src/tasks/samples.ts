/** Sample pictures that several tasks show, with whose they are; each task gives them a title of its own. */
export const astronaut = {
  id: 'astronaut',
  picture: 'samples/astronaut.jpg',
  width: 512,
  height: 512,
  credit: 'Eileen Collins, NASA, public domain',
} as const;

export const coffee = {
  id: 'coffee',
  picture: 'samples/coffee.jpg',
  width: 600,
  height: 400,
  credit: 'Rachel Michetti, CC0',
} as const;

export const chelsea = {
  id: 'chelsea',
  picture: 'samples/chelsea.jpg',
  width: 451,
  height: 300,
  credit: 'Chelsea the cat, Stefan van der Walt, CC0',
} as const;

export const rocket = {
  id: 'rocket',
  picture: 'samples/rocket.jpg',
  width: 640,
  height: 427,
  credit: 'SpaceX, public domain',
} as const;

export const textPage = {
  id: 'text-page',
  picture: 'samples/text-page.png',
  width: 640,
  height: 480,
  credit: 'Nearside, CC0',
} as const;
