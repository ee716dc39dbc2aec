/**
 * @file The plots of the English stories, the first half. Each goes from a setup through an event and
 * its consequence to an ending that can only be known from what came before.
 */
import type { Character, Thing } from './world';
import type { EnglishTeller } from './english-teller';

export interface Parts {
  /** Characters. */
  A: Character;
  B: Character;
  C: Character;
  /** Toys. */
  o: Thing;
  p: Thing;
  food: Thing;
  tool: Thing;
  prize: Thing;
  cake: Thing;
  ingredient: Thing;
}

export type Plot = (tell: EnglishTeller, parts: Parts) => void;

export const lostAndFound: Plot = (tell, { A, B, o }) => {
  const { world } = tell;
  world.has(A, o);
  tell.say(
    '{A} was {A:kind}.',
    'There was once {A:kind} named {A:name}.',
    '{A:name}, {A:kind}, lived near the {place}.',
  );
  tell.say(
    '{A} had {o:a} and took it everywhere.',
    '{A} loved {A:his} {o} more than anything.',
    '{A} owned {o:a}, a present from {A:his} grandmother.',
  );
  tell.say(
    '{time}, {A} went to the {place}.',
    '{time}, {A} walked to the {place} with {A:his} {o:noun}.',
  );
  world.loses(A, o);
  tell.say(
    'On the way home, {A} saw that the {o:noun} was gone.',
    'But when {A} came home, the {o:noun} was not there.',
    '{A} ran and jumped, and the {o:noun} fell down without a sound.',
  );
  tell.say(
    '{A} was so sad that {A:he} began to cry.',
    '{A} looked in every pocket, but found nothing.',
    '{A} felt sad and did not want to eat dinner.',
  );
  tell.say(
    '{B} heard about it. "What did you lose?" asked {B:name}.',
    'Then {B:name} came by. "Why are you sad?" asked {B:name}.',
  );
  tell.say('"I lost my {o}," said {A:name}.', '"My {o} is gone," {A:name} answered.');
  tell.say(
    'They went back to the {place} and looked for it together.',
    'So they both went to the {place} to look for the {o:noun}.',
  );
  tell.sometimes(
    0.5,
    'They looked in the water and on the path.',
    'First they found only an old shoe.',
    'It was getting dark, but they did not give up.',
  );
  if (tell.random.float() < 0.5) {
    world.finds(B, o);
    tell.say(
      'At last {B:name} found the {o:noun} {spot}.',
      '"Look!" called {B:name}. The {o:noun} was {spot}.',
    );
    world.gives(B, A, o);
    tell.say('{B} gave it back to {A:name}.', '{B} put it into the hands of {A:name}.');
  } else {
    world.finds(A, o);
    tell.say(
      'At last {A:name} found the {o:noun} {spot}.',
      '"There it is!" cried {A:name}. The {o:noun} was {spot}.',
    );
  }
  tell.say('"Thank you, {B:name}," said {A:name}.', '{A} hugged {B:name} and thanked {B:him}.');
  tell.say(
    'From then on, {A:name} held the {o:noun} tight whenever {A:he} went to the {place}.',
    'That night {A:name} slept with the {o:noun} by {A:his} bed.',
    '{A} had the {o} again, and the two became good friends.',
  );
};

export const sharing: Plot = (tell, { A, B, food, o }) => {
  const { world } = tell;
  world.has(A, food);
  world.has(B, o);
  tell.say(
    '{time}, {A:name} and {B:name} met at the {place}.',
    '{time}, {A:name} sat down at the {place} next to {B:name}.',
  );
  tell.say(
    '{A} had {food:a} in {A:his} bag, and {B:name} had {o:a}.',
    '{A} brought {food:a}. {B:name} brought only {o:a}.',
  );
  tell.say(
    '{B} was very hungry because {B:he} had missed breakfast.',
    '{B} had nothing to eat, and {B:his} belly made a funny noise.',
    'After a long walk, {B:name} was tired and hungry.',
  );
  tell.say(
    '{A} saw this and thought for a moment.',
    '{A} looked at the {food:noun}, and then at {B:name}.',
  );
  world.gives(A, B, food);
  tell.say(
    '"You can have my {food:noun}," said {A:name}, and gave it to {B:him}.',
    '{A} gave the {food:noun} to {B:name}. "Please eat," {A:he} said.',
  );
  world.usesUp(B, food);
  tell.say(
    '{B} ate it all and felt much better.',
    '{B} took a bite, smiled, and soon the {food:noun} was gone.',
  );
  tell.say(
    'Later, {A:name} had nothing to play with.',
    'After that, {A:name} looked a little bored.',
    'Then {A:name} wished {A:he} had a toy.',
  );
  if (tell.random.float() < 0.5) {
    world.gives(B, A, o);
    tell.say(
      '{B} remembered the {food:noun}. "Now I want to give you something," {B:he} said.',
      '"You were good to me," said {B:name}.',
    );
    tell.say('{B} gave {A:him} the {o}.', '{B} took out the {o} and gave it to {A:name}.');
    tell.say(
      '{A} went home with the {o:noun} and a happy heart.',
      'So {A:name} had no {food:noun} any more, but {A:he} had the {o:noun} and a friend.',
    );
  } else {
    tell.say(
      '{B} let {A:name} play with the {o} all day.',
      '"Let us play with my {o}," said {B:name}, and they played until dark.',
    );
    tell.say(
      'In the evening {B:name} took the {o:noun} home again, and they waved goodbye.',
      'When the sun went down, {B:name} packed the {o:noun} and said, "See you tomorrow!"',
    );
  }
};

export const trading: Plot = (tell, { A, B, o, p }) => {
  const { world } = tell;
  world.has(A, o);
  world.has(B, p);
  tell.say(
    '{A} had {o:a}. {B:name} had {p:a}.',
    'There were two friends. {A:name} had {o:a}, and {B:name} had {p:a}.',
  );
  tell.say('{time}, they met at the {place}.', '{time}, both of them came to the {place} to play.');
  tell.say(
    '{A} looked at the {p:noun} and liked it very much.',
    '{A} had always wanted {p:a}.',
    '"What a nice {p:noun}!" said {A:name}.',
  );
  tell.sometimes(
    0.6,
    '{B} did not use the {p:noun} much.',
    '{B} thought that {B:his} {p:noun} was boring.',
    '{B} was looking at the {o:noun} all the time.',
  );
  tell.say(
    '"Will you trade your {p:noun} for my {o:noun}?" asked {A:name}.',
    '"I will give you my {o:noun} if you give me your {p:noun}," said {A:name}.',
  );
  if (tell.random.float() < 0.7) {
    tell.say(
      '"Yes, that is fair," said {B:name}.',
      '{B} thought about it and said yes.',
      '"I would like that," {B:name} answered with a smile.',
    );
    world.gives(A, B, o);
    world.gives(B, A, p);
    tell.say(
      'So {A:name} gave {B:name} the {o:noun}, and {B:name} gave {A:name} the {p:noun}.',
      'They traded. {B:name} took the {o:noun}, and {A:name} took the {p:noun}.',
    );
    tell.sometimes(
      0.5,
      '{A} played with the {p:noun} near the water.',
      '{B} showed the {o:noun} to {B:his} mother.',
    );
    tell.say(
      'When they went home, {A:name} had the {p} and {B:name} had the {o}.',
      'Now the {p} belonged to {A:name}, and the {o} belonged to {B:name}.',
      'That evening {B:name} put the {o} on a shelf, and {A:name} put the {p} under {A:his} pillow.',
    );
  } else {
    tell.say(
      '"No, my {p:noun} was a gift from my father," said {B:name}.',
      '"I am sorry, I want to keep my {p:noun}," said {B:name}.',
    );
    tell.say('{A} was sad at first, but {A:he} understood.', '"That is all right," said {A:name}.');
    tell.say(
      'So {A:name} kept the {o}, and {B:name} kept the {p}.',
      'They played together, and at night {A:name} still had the {o} and {B:name} still had the {p}.',
    );
  }
};

export const weather: Plot = (tell, { A, B, o }) => {
  const { world } = tell;
  world.has(A, o);
  const rain = tell.random.float() < 0.5;
  tell.say(
    '{time}, {A:name} wanted to play outside with {A:his} {o}.',
    '{time}, {A:name} took {A:his} {o} and opened the door.',
  );
  tell.say(
    ...(rain
      ? [
          'But dark clouds came, and it began to rain.',
          'Then the sky turned gray, and big drops fell.',
        ]
      : [
          'The sun was hot, and there was not one cloud.',
          'The sky was blue and the air was very warm.',
        ]),
  );
  tell.say(
    ...(rain
      ? [
          '"If I go out, my {o:noun} will get wet," said {A:name}.',
          '{A} did not want the {o:noun} to get wet.',
        ]
      : [
          'Soon {A:name} was hot and thirsty.',
          'After an hour, {A:name} could hardly walk in the heat.',
        ]),
  );
  tell.say(
    ...(rain
      ? [
          '{B} lived next door and had a big umbrella.',
          'Just then {B:name} came along under a big umbrella.',
        ]
      : [
          '{B} was sitting in the shade with a bottle of cold water.',
          'Just then {B:name} came along with cold water.',
        ]),
  );
  tell.say(
    ...(rain
      ? ['"Come under my umbrella," said {B:name}.', '"There is room for two," {B:name} said.']
      : [
          '"Sit here and drink," said {B:name}.',
          '"Come into the shade and have some water," {B:name} said.',
        ]),
  );
  tell.say(
    ...(rain
      ? [
          'They walked to the {place} and stayed dry.',
          'Under the umbrella, neither of them got wet.',
        ]
      : [
          '{A} drank the water and felt cool again.',
          'They sat in the shade until the day was cooler.',
        ]),
  );
  if (tell.random.float() < 0.5) {
    world.gives(A, B, o);
    tell.say(
      'To say thank you, {A:name} gave {B:name} the {o:noun}.',
      '"This is for you," said {A:name}, and gave {B:him} the {o:noun}.',
    );
    tell.say(
      ...(rain
        ? [
            '{B} went home in the rain with the umbrella and the {o}.',
            'When the rain stopped, {B:name} was playing with the {o}.',
          ]
        : [
            '{B} was surprised and happy to have the {o}.',
            'When the moon came up, {B:name} was still playing with the {o}.',
          ]),
    );
  } else {
    tell.say(
      '{A:name} and {B:name} took turns with the {o:noun}.',
      '{A} showed {B:name} how to play with the {o:noun}.',
    );
    tell.say(
      ...(rain
        ? [
            'When the rain stopped, {A:name} carried the {o} home, and it was still dry.',
            'At last the sun came out, and {A:name} went home with a dry {o:noun}.',
          ]
        : [
            'When the moon came up, {A:name} carried the {o} home.',
            '{A} went home with the {o:noun} and never forgot to bring water again.',
          ]),
    );
  }
};

export const promise: Plot = (tell, { A, B, o }) => {
  const { world } = tell;
  world.has(B, o);
  tell.say('{B} had {o:a}.', '{B:name}, {B:kind}, had {o:a} that everyone liked.');
  tell.say(
    '{time}, {A:name} asked, "May I borrow your {o:noun}?"',
    '"Can I take your {o:noun} for one day?" asked {A:name}.',
  );
  tell.say(
    '"Yes, but bring it back before dinner," said {B:name}.',
    '"You may, if you promise to bring it back tonight," said {B:name}.',
  );
  tell.say('"I promise," said {A:name}.', '{A} promised.');
  world.gives(B, A, o);
  tell.say(
    'So {B:name} gave {A:him} the {o:noun}.',
    '{B} smiled and gave the {o:noun} to {A:name}.',
  );
  tell.say(
    '{A} played with it at the {place} all day.',
    '{A} took it to the {place} and forgot the time.',
  );
  tell.say(
    'Then {A:he} saw that the sun was low.',
    'In the evening some children called, "Stay and play with us!"',
    'When {A:name} wanted to go back, it began to snow.',
  );
  tell.say(
    '"I want to stay, but I made a promise," {A:name} thought.',
    '{A} was tired, but {A:he} remembered the promise.',
  );
  tell.say(
    '{A} ran all the way to the house of {B:name}.',
    '{A} hurried over the bridge and down the long road.',
  );
  world.gives(A, B, o);
  tell.say(
    '"Here is your {o:noun}," {A:name} said, and gave it back to {B:name}.',
    '{A} knocked on the door and gave the {o:noun} back to {B:name}.',
  );
  tell.say(
    '"You kept your promise," said {B:name}. "You can borrow the {o:noun} again."',
    '{B} was glad to have the {o} back and knew that {A:name} was a true friend.',
    'Because {A:name} kept {A:his} word, {B:name} trusted {A:him} from that day on.',
  );
};
