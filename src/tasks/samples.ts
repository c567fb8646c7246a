/** Sample pictures that several tasks show, with whose they are; each task gives them a title of its own. */
export const astronaut = {
  id: 'astronaut',
  picture: 'samples/astronaut.jpg',
  credit: 'Eileen Collins, NASA, public domain',
} as const;

export const coffee = { id: 'coffee', picture: 'samples/coffee.jpg', credit: 'Rachel Michetti, CC0' } as const;

export const chelsea = {
  id: 'chelsea',
  picture: 'samples/chelsea.jpg',
  credit: 'Chelsea the cat, Stefan van der Walt, CC0',
} as const;

export const rocket = { id: 'rocket', picture: 'samples/rocket.jpg', credit: 'SpaceX, public domain' } as const;

export const textPage = { id: 'text-page', picture: 'samples/text-page.png', credit: 'Nearside, CC0' } as const;
