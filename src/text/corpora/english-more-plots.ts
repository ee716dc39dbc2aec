/** @file The plots of the English stories, the second half. */
import type { Plot } from './english-plots';

export const helping: Plot = (tell, { A, B, tool, food }) => {
  const { world } = tell;
  world.has(A, tool);
  world.has(B, food);
  const stuck = tell.random.float() < 0.5;
  tell.say(
    '{A} was {A:kind} who always carried {tool:a}.',
    '{A} had {tool:a} and liked to fix things with it.',
  );
  tell.say(
    '{time}, {A:name} heard a cry from the {place}.',
    '{time}, near the {place}, somebody called, "Help!"',
  );
  tell.say(
    ...(stuck
      ? ['It was {B:name}, who was stuck in the mud.', '{B} had fallen into a deep hole.']
      : [
          'It was {B:name}. A heavy branch lay on the door of {B:his} house.',
          'A tree had fallen, and {B:name} could not get home.',
        ]),
  );
  tell.say(
    '"Do not be afraid," said {A:name}. "I have my {tool:noun}."',
    '{A} was a little afraid, but {A:he} went closer.',
  );
  tell.say(
    ...(stuck
      ? [
          'With the {tool:noun}, {A:name} pulled {B:name} out.',
          '{A} held out the {tool:noun}, and {B:name} climbed up.',
        ]
      : [
          'With the {tool:noun}, {A:name} pushed until the way was free.',
          '{A} worked hard with the {tool:noun} until the wood moved.',
        ]),
  );
  tell.say('"You saved me!" said {B:name}.', '{B} was so thankful that {B:he} danced.');
  if (tell.random.float() < 0.5) {
    world.gives(B, A, food);
    tell.say(
      '{B} had {food:a} in {B:his} bag and gave it to {A:name}.',
      'Then {B:name} gave {A:name} {food:a}.',
    );
    world.usesUp(A, food);
    tell.say(
      '{A} was hungry after the work and ate the {food:noun} at once.',
      '{A} sat down and ate the whole {food:noun}.',
    );
  } else {
    world.gives(A, B, tool);
    tell.say(
      '"Keep the {tool:noun}," said {A:name}. "You may need it."',
      '{A} gave the {tool:noun} to {B:name}, just in case.',
    );
    tell.say(
      'The next week, {A:name} fell into the {hole}.',
      'A few days later, it was {A:name} who needed help.',
    );
    tell.say(
      '{B} came with the {tool:noun} and helped {A:him} at once.',
      'This time {B:name} had the {tool:noun}, and {B:he} came as fast as {B:he} could.',
    );
  }
  tell.say(
    'Since that day, {A:name} and {B:name} help each other.',
    'That is how {A:name} and {B:name} became friends.',
    'Whoever helps others will be helped, too.',
  );
};

export const baking: Plot = (tell, { A, B, C, cake, ingredient, o }) => {
  const { world } = tell;
  world.has(C, ingredient);
  world.has(A, o);
  tell.say('Tomorrow was the birthday of {B:name}.', '{B} had a birthday, and {A:name} knew it.');
  tell.say('{A} wanted to bake {cake:a} for {B:him}.', '"I will bake {cake:a}," said {A:name}.');
  tell.say(
    'But there was no {ingredient:noun} in the kitchen.',
    '{A} opened the cupboard, but the {ingredient:noun} was all gone.',
  );
  tell.say(
    'So {A:name} went to {C:name}, who lived across the road.',
    '{A} knocked on the door of {C:name}.',
  );
  tell.say(
    '"Do you have some {ingredient:noun}?" {A:name} asked.',
    '"I need {ingredient:noun} for {cake:a}," said {A:name}.',
  );
  world.gives(C, A, ingredient);
  if (tell.random.float() < 0.5) {
    world.gives(A, C, o);
    tell.say(
      '{C} gave {A:name} the {ingredient:noun}, and {A:name} gave {C:name} {o:a} for it.',
      '"Take it," said {C:name}. {A:name} left {o:a} with {C:name} as a thank you.',
    );
  } else {
    tell.say(
      '{C} gave {A:name} the {ingredient:noun} and wanted nothing for it.',
      '"Of course," said {C:name}, and gave {A:him} all the {ingredient:noun} {C:he} had.',
    );
  }
  world.usesUp(A, ingredient);
  world.has(A, cake);
  tell.say(
    '{A} mixed everything in a big bowl and put it in the oven.',
    'At home {A:name} mixed the {ingredient:noun} with eggs and baked for an hour.',
  );
  tell.sometimes(
    0.5,
    'Soon the whole house smelled wonderful.',
    'The first one burned a little, so {A:name} watched the oven closely.',
  );
  world.gives(A, B, cake);
  tell.say(
    'In the morning {A:name} gave the {cake:noun} to {B:name}. "Happy birthday!"',
    'The next day {A:name} carried the {cake:noun} to the house of {B:name}.',
  );
  tell.say('"My favorite!" cried {B:name}.', '{B} laughed with joy.');
  tell.say(
    'They called {C:name}, because without {C:his} {ingredient:noun} there would be no {cake:noun}.',
    '{B} cut three pieces: one for {A:name}, one for {C:name}, and one for {B:himself}.',
  );
};

export const race: Plot = (tell, { A, B, prize }) => {
  const { world } = tell;
  const rests = tell.random.float() < 0.5;
  tell.say('{A} could run faster than anyone.', '{A} was very fast, and {A:he} knew it.');
  tell.say('{B} was slow, but never gave up.', '{B} walked slowly and looked at every flower.');
  tell.say(
    '{time}, there was a race from the {place} to the old mill.',
    '{time}, they wanted to see who would first reach the {place}.',
  );
  tell.say('The winner would get {prize:a}.', '"The first one gets {prize:a}," said the teacher.');
  tell.say('"One, two, three, go!"', 'Everyone clapped, and the race began.');
  tell.say(
    'Soon {A:name} was far ahead, and {B:name} was far behind.',
    '{A} ran like the wind. {B:name} came slowly after.',
  );
  if (rests) {
    tell.say(
      '"I have so much time," {A:name} thought, and lay down under a tree.',
      '{A} stopped to eat berries and fell asleep.',
    );
    tell.say(
      '{B} went on, step by step, and passed {A:name}.',
      'While {A:name} was sleeping, {B:name} walked by.',
    );
    tell.say(
      'When {A:name} woke up, it was too late.',
      '{A} opened {A:his} eyes and ran, but could not catch up.',
    );
    world.has(B, prize);
    tell.say(
      '{B} won and got the {prize}.',
      'So {B:name} was first, and the {prize} went to {B:name}.',
    );
    tell.say(
      '"Next time I will not rest," said {A:name}.',
      '"You were faster, but I did not stop," said {B:name}.',
    );
  } else {
    tell.say(
      '{A} did not stop and did not look back.',
      'There was a stream on the way, but {A:name} jumped over it.',
    );
    world.has(A, prize);
    tell.say(
      '{A} won and got the {prize}.',
      'So {A:name} was first, and the {prize} went to {A:name}.',
    );
    tell.say('{A} waited until {B:name} came.', 'Long after, {B:name} arrived, too.');
    if (tell.random.float() < 0.5) {
      world.gives(A, B, prize);
      tell.say(
        '"You never gave up, so this is yours," said {A:name}, and gave {B:name} the {prize:noun}.',
        '{A} saw how tired {B:name} was and gave {B:him} the {prize:noun}.',
      );
      tell.say(
        '{B} hung the {prize} over {B:his} bed.',
        'Now {B:name} had the {prize:noun}, and {A:name} had a friend.',
      );
    } else {
      tell.say(
        '"Well done!" said {B:name}. {A:name} took the {prize:noun} home.',
        '{A} hung the {prize} over {A:his} bed, and {B:name} was happy for {A:him}.',
      );
    }
  }
};

/** After Wimmer & Perner's test of false belief: who was away looks where she left it. */
export const moved: Plot = (tell, { A, o }) => {
  const { world } = tell;
  world.has(A, o);
  tell.say('{A} had {o:a}.', '{time}, {A:name} was playing with {A:his} {o}.');
  tell.say(
    '{A} put the {o:noun} into the {container} and went to the {place}.',
    'Before {A:name} went to the {place}, {A:he} put the {o:noun} into the {container}.',
  );
  tell.say('While {A:name} was away, {B:name} came in.', 'Then {B:name} came into the room.');
  tell.say(
    '{B} took the {o:noun} out of the {container} and put it into the {other}.',
    '"What is in the {container}?" {B:he} said. {B:name} moved the {o:noun} to the {other}.',
  );
  tell.sometimes(
    0.5,
    'Nobody saw it.',
    '{B} wanted to make a joke.',
    '{B} only wanted to clean the {container}.',
  );
  tell.say(
    'After an hour, {A:name} came back from the {place}.',
    'When {A:name} came home, {A:he} wanted to play again.',
  );
  tell.say(
    '{A} looked in the {container} first, but it was empty.',
    'Of course {A:name} opened the {container}. There was no {o:noun} in it.',
  );
  tell.say(
    '"Where is my {o:noun}?" {A:name} asked.',
    '"{B:name}, did you see my {o:noun}?" asked {A:name}.',
  );
  tell.say(
    '"It is in the {other}," said {B:name}.',
    '"I put it into the {other}," {B:name} answered. "I am sorry."',
  );
  tell.say(
    '{A} opened the {other}, and there was the {o}.',
    '{A} found the {o} in the {other} and laughed.',
  );
  tell.sometimes(
    0.5,
    '"Next time, please ask me first," said {A:name}.',
    'They both laughed, and then they played together.',
  );
};

export const takingTurns: Plot = (tell, { A, B, C, o }) => {
  const { world } = tell;
  world.has(C, o);
  tell.say('{C} had {o:a} and was too old for it.', '{C} wanted to give away {C:his} {o}.');
  tell.say(
    '"I want it!" said {A:name}. "No, I want it!" said {B:name}.',
    '{A:name} and {B:name} both wanted to have it.',
  );
  tell.say(
    'They pulled and shouted until both were angry.',
    '{A} pulled on one side, and {B:name} pulled on the other.',
  );
  tell.say(
    '"Stop, or it will break," said {C:name}.',
    '{C} shook {C:his} head. "If you fight, nobody will get it."',
  );
  tell.say(
    '"{A:name} may have it today, and {B:name} tomorrow," said {C:name}.',
    '"First {A:name}, then {B:name}," {C:name} decided. "One day each."',
  );
  world.gives(C, A, o);
  tell.say(
    'So {C:name} gave the {o:noun} to {A:name}.',
    'On the first day {A:name} got the {o:noun}.',
  );
  tell.say('{A} took it to the {place}, and {B:name} waited.', '{B} found it hard to wait.');
  world.gives(A, B, o);
  tell.say(
    'The next morning {A:name} gave the {o:noun} to {B:name}, as they had agreed.',
    '{A} remembered what {C:name} had said and gave it to {B:name} the next day.',
  );
  tell.say(
    '"Let us play with it together," said {B:name}.',
    '{B} had the {o} now, but it was no fun to play alone.',
  );
  tell.say(
    'In the end they played together, and nobody was angry.',
    'So {B:name} called {A:name}, and they played until night.',
  );
};
