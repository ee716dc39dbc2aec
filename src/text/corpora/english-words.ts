/** @file The words that English stories draw from. */

export const girls = ['Lily', 'Anna', 'Mia', 'Rose', 'Emma', 'Sara', 'Lucy', 'Zoe', 'Nora', 'Ella'];
export const boys = ['Tom', 'Ben', 'Sam', 'Max', 'Leo', 'Jack', 'Tim', 'Finn', 'Noah', 'Paul'];
export const animals = ['fox', 'rabbit', 'bear', 'mouse', 'cat', 'dog', 'duck', 'frog', 'squirrel'];
export const animalNames = {
  she: ['Daisy', 'Poppy', 'Bella', 'Ruby', 'Molly'],
  he: ['Rusty', 'Bruno', 'Oscar', 'Pip', 'Toby'],
};
export const traits = [
  'kind',
  'shy',
  'brave',
  'clever',
  'cheerful',
  'curious',
  'quiet',
  'gentle',
  'lively',
  'patient',
];
export const colours = ['red', 'blue', 'green', 'yellow', 'white', 'black', 'brown', 'purple'];
export const toys = [
  'kite',
  'ball',
  'drum',
  'boat',
  'doll',
  'robot',
  'puzzle',
  'book',
  'whistle',
  'marble',
  'train',
  'lantern',
  'hat',
  'scarf',
  'bell',
  'flute',
  'wagon',
  'balloon',
  'mirror',
  'paintbrush',
];
export const tools = ['rope', 'ladder', 'shovel', 'hammer', 'bucket', 'broom', 'basket', 'lamp'];
export const foods = [
  'apple',
  'pear',
  'orange',
  'sandwich',
  'cookie',
  'peach',
  'carrot',
  'banana',
  'pie',
  'bun',
];
export const looksOfFood = ['big', 'sweet', 'fresh', 'warm', 'juicy', 'small'];
export const prizes = ['medal', 'cup', 'crown', 'ribbon', 'trophy'];
export const looksOfPrizes = ['gold', 'silver', 'shiny'];
export const cakes = ['carrot cake', 'lemon cake', 'apple pie', 'honey cake', 'plum tart'];
export const ingredients = ['flour', 'sugar', 'butter', 'milk', 'honey'];
export const outside = [
  'park',
  'garden',
  'forest',
  'river',
  'lake',
  'hill',
  'meadow',
  'beach',
  'farm',
  'field',
  'bridge',
  'market',
  'playground',
  'pond',
];
export const hidingSpots = [
  'under a bench',
  'behind a tree',
  'in the tall grass',
  'under some leaves',
  'behind a big rock',
  'next to the fence',
  'between two stones',
  'under a bush',
  'at the foot of an old oak',
];
export const containers = [
  'box',
  'drawer',
  'cupboard',
  'basket',
  'chest',
  'bag',
  'pot',
  'suitcase',
];
export const times = [
  'One day',
  'One morning',
  'One sunny afternoon',
  'Early one morning',
  'On Monday',
  'On Sunday',
  'One cold day',
  'Last summer',
  'One evening',
  'After lunch',
];
