/** @file The plots of the Chinese stories, written in Chinese and for Chinese. */
import type { ChineseTeller } from './chinese-teller';
import type { Parts } from './english-plots';

export type ChinesePlot = (tell: ChineseTeller, parts: Parts) => void;

const lostAndFound: ChinesePlot = (tell, { A, B, o }) => {
  const { world } = tell;
  world.has(A, o);
  tell.say('从前，有{A:kind}，名叫{A:name}。', '{A:name}是{A:kind}，住在{place}。');
  tell.say('{A}有{o:a}，走到哪儿都带着。', '奶奶送给{A:name}{o:a}，{A:ta}非常喜欢。');
  tell.say('{time}，{A}带着{o:noun}去{place}玩。', '{time}，{A}一个人去了{place}。');
  world.loses(A, o);
  tell.say('回家的路上，{A}发现{o:noun}不见了。', '{A}跑着跑着，把{o:noun}弄丢了。');
  tell.say('{A}难过得哭了起来。', '{A}找遍了身上，什么也没找到。', '{A}伤心极了，连晚饭也不想吃。');
  tell.say('{B:name}走过来问：“你丢了什么？”', '{B:name}听见了，问道：“你怎么啦？”');
  tell.say('{A:name}说：“我的{o:noun}丢了。”', '“我找不到我的{o:noun}了。”{A:name}回答。');
  tell.say('{they}俩一起回到{place}去找。', '于是，{they}回到{place}，一边走一边找。');
  tell.sometimes(
    0.5,
    '天快黑了，可是{they}没有放弃。',
    '{they}先找到了一只旧鞋子，那可不是{they}要找的。',
  );
  if (tell.random.float() < 0.5) {
    world.finds(B, o);
    tell.say(
      '终于，{B:name}在{spot}找到了{o:that}。',
      '“快看！”{B:name}叫道。{o:noun}就在{spot}。',
    );
    world.gives(B, A, o);
    tell.say('{B:name}把{o:noun}还给了{A:name}。', '{B:name}捡起{o:noun}，交到{A:name}手里。');
  } else {
    world.finds(A, o);
    tell.say(
      '终于，{A:name}在{spot}找到了{o:that}。',
      '“在这儿呢！”{A:name}叫道。{o:noun}就在{spot}。',
    );
  }
  tell.say('“谢谢你，{B:name}！”{A:name}说。', '{A:name}高兴地抱住了{B:name}。');
  tell.say(
    '从那以后，{A:name}每次去{place}，都把{o:noun}拿得紧紧的。',
    '这天晚上，{A:name}把{o}放在床边，睡得很香。',
  );
};

const sharing: ChinesePlot = (tell, { A, B, food, o }) => {
  const { world } = tell;
  world.has(A, food);
  world.has(B, o);
  tell.say(
    '{time}，{A:name}和{B:name}在{place}见面了。',
    '{time}，{A:name}在{place}遇到了{B:name}。',
  );
  tell.say(
    '{A:name}带着{food:a}，{B:name}带着{o:a}。',
    '{A:name}的包里有{food:a}，{B:name}手里只有{o:a}。',
  );
  tell.say('{B:name}没吃早饭，肚子饿得咕咕叫。', '走了很远的路，{B:name}又累又饿。');
  tell.say('{A:name}看了看{food:noun}，又看了看{B:name}。', '{A:name}看见了，想了一会儿。');
  world.gives(A, B, food);
  tell.say(
    '“给你吃吧。”{A:name}把{food:noun}给了{B:name}。',
    '{A:name}把{food:noun}送给{B:name}，说：“你吃吧，我不饿。”',
  );
  world.usesUp(B, food);
  tell.say('{B:name}几口就吃完了，觉得舒服多了。', '{B:name}把{food:noun}吃得干干净净。');
  tell.say('后来，{A:name}没有东西玩，有点儿无聊。', '过了一会儿，{A:name}也想玩玩具了。');
  if (tell.random.float() < 0.5) {
    world.gives(B, A, o);
    tell.say(
      '{B:name}想起了{food:noun}，就把{o}送给了{A:name}。',
      '“你对我真好。”{B:name}说着，把{o:noun}送给了{A:name}。',
    );
    tell.say(
      '{A:name}拿着{o:noun}，高高兴兴地回家了。',
      '{A:name}虽然没有了{food:noun}，却有了{o:a}，还多了一个朋友。',
    );
  } else {
    tell.say('{B:name}说：“我们一起玩我的{o:noun}吧。”', '{B:name}让{A:name}玩了一整天{o:noun}。');
    tell.say(
      '太阳下山了，{B:name}带着{o:noun}回家，说：“明天见！”',
      '天黑的时候，{B:name}收好{o}，和{A:name}挥手再见。',
    );
  }
};

const trading: ChinesePlot = (tell, { A, B, o, p }) => {
  const { world } = tell;
  world.has(A, o);
  world.has(B, p);
  tell.say(
    '{A:name}有{o:a}，{B:name}有{p:a}。',
    '有两个好朋友，{A:name}有{o:a}，{B:name}有{p:a}。',
  );
  tell.say('{time}，{they}俩都来到了{place}。', '{time}，{they}在{place}一起玩。');
  tell.say('{A:name}看着{p:that}，喜欢得不得了。', '{A:name}早就想要{p:a}了。');
  tell.sometimes(0.6, '{B:name}的眼睛一直盯着{o:that}。', '{B:name}觉得自己的{p:noun}没意思。');
  tell.say('“我用{o:noun}换你的{p:noun}，好吗？”{A:name}问。', '{A:name}问：“你愿意和我换吗？”');
  if (tell.random.float() < 0.7) {
    tell.say('“好啊！”{B:name}答应了。', '{B:name}想了想，点了点头。');
    world.gives(A, B, o);
    world.gives(B, A, p);
    tell.say(
      '{A:name}把{o:noun}给了{B:name}，{B:name}把{p:noun}给了{A:name}。',
      '{they}交换了玩具：{B:name}拿到了{o:noun}，{A:name}拿到了{p:noun}。',
    );
    tell.say(
      '回家的时候，{A:name}拿着{p}，{B:name}拿着{o}。',
      '现在，{p}是{A:name}的，{o}是{B:name}的。',
    );
  } else {
    tell.say(
      '“不行，{p:this}是爸爸送给我的。”{B:name}说。',
      '{B:name}摇摇头：“对不起，我舍不得我的{p:noun}。”',
    );
    tell.say('{A:name}有点儿难过，不过也明白了。', '“没关系。”{A:name}说。');
    tell.say(
      '晚上，{A:name}还是有{o}，{B:name}还是有{p}。',
      '于是{A:name}留着{o}，{B:name}留着{p}。',
    );
  }
};

const weather: ChinesePlot = (tell, { A, B, o }) => {
  const { world } = tell;
  world.has(A, o);
  const rain = tell.random.float() < 0.5;
  tell.say('{time}，{A:name}带着{o:a}出门了。', '{time}，{A:name}想去{place}玩{o:noun}。');
  tell.say(
    ...(rain
      ? ['忽然，天上来了一片乌云，下起雨来。', '走到半路，雨哗哗地下了起来。']
      : ['太阳火辣辣的，天上一朵云也没有。', '天气热极了，一点儿风也没有。']),
  );
  tell.say(
    ...(rain
      ? ['{A:name}怕{o:noun}淋湿，把它抱在怀里。', '“我的{o:noun}要淋湿了！”{A:name}着急地说。']
      : ['{A:name}热得满头大汗，嘴也干了。', '走了一会儿，{A:name}渴得走不动了。']),
  );
  tell.say(
    ...(rain
      ? ['这时，{B:name}打着一把大伞走过来。', '{B:name}看见了，打着伞跑了过来。']
      : ['这时，{B:name}正坐在树下喝水。', '{B:name}带着一壶凉水走过来。']),
  );
  tell.say(...(rain ? ['“到我的伞下来吧。”{B:name}说。'] : ['“快来树下喝点儿水吧。”{B:name}说。']));
  tell.say(
    ...(rain
      ? ['{they}俩一起走，谁也没有淋湿。', '伞很大，两个人都没有淋到雨。']
      : ['{A:name}喝了水，觉得凉快多了。', '{they}坐在树下，一直坐到天气凉下来。']),
  );
  if (tell.random.float() < 0.5) {
    world.gives(A, B, o);
    tell.say(
      '为了感谢{B:name}，{A:name}把{o:noun}送给了{B:ta}。',
      '“{o:this}送给你。”{A:name}对{B:name}说。',
    );
    tell.say(
      ...(rain
        ? ['雨停了，{B:name}一手拿着伞，一手拿着{o:noun}，高兴极了。']
        : ['月亮出来了，{B:name}还在玩{o:that}。', '{B:name}拿着{o:noun}，开心地笑了。']),
    );
  } else {
    tell.say('{they}轮流玩{o:noun}。', '{A:name}教{B:name}怎么玩{o:noun}。');
    tell.say(
      ...(rain
        ? ['雨停了，{A:name}带着{o:noun}回家，{o:noun}还是干的。']
        : ['从那以后，{A:name}带着{o:noun}出门的时候，总是记得带水。']),
    );
  }
};

const promise: ChinesePlot = (tell, { A, B, o }) => {
  const { world } = tell;
  world.has(B, o);
  tell.say('{B:name}有{o:a}，大家都很喜欢。', '{B:name}是{B:kind}，有{o:a}。');
  tell.say(
    '{time}，{A:name}问：“能把{o:noun}借给我吗？”',
    '“我可以借你的{o:noun}玩一天吗？”{A:name}问。',
  );
  tell.say('“可以，不过晚饭以前要还给我。”{B:name}说。', '{B:name}说：“好，天黑以前一定要还哦。”');
  tell.say('“我答应你。”{A:name}说。', '{A:name}点点头，答应了。');
  world.gives(B, A, o);
  tell.say('于是{B:name}把{o:noun}借给了{A:name}。', '{B:name}把{o:noun}交给{A:name}。');
  tell.say('{A:name}在{place}玩了一整天。', '{A:name}带着它去了{place}，玩得忘了时间。');
  tell.say('太阳快要下山了，别的孩子还在叫{A:ta}一起玩。', '正要回去的时候，天上下起了雪。');
  tell.say('“我答应过的事，一定要做到。”{A:name}想。', '{A:name}很累，可是没有忘记自己说过的话。');
  tell.say('{A}跑过小桥，一直跑到{B:name}家。', '{A}冒着大风，往{B:name}家走去。');
  world.gives(A, B, o);
  tell.say(
    '{A:name}敲敲门，把{o:noun}还给了{B:name}。',
    '“还给你。”{A:name}把{o:noun}放到{B:name}手里。',
  );
  tell.say(
    '{B:name}笑着说：“你说到做到，下次还借给你。”',
    '{B:name}拿回了{o}，知道{A:name}是个守信用的好朋友。',
  );
};

const helping: ChinesePlot = (tell, { A, B, tool, food }) => {
  const { world } = tell;
  world.has(A, tool);
  world.has(B, food);
  const stuck = tell.random.float() < 0.5;
  tell.say('{A:name}是{A:kind}，出门总带着{tool:a}。', '{A:name}有{tool:a}，常常用它帮助别人。');
  tell.say('{time}，{A}听见{place}有人喊：“救命啊！”', '{time}，{A}走到{place}，听见有人在哭。');
  tell.say(
    ...(stuck
      ? ['原来{B:name}掉进了一个坑里，爬不上来。', '原来是{B:name}，{B:ta}的脚陷在泥里了。']
      : ['原来一棵大树倒了，挡住了{B:name}回家的路。', '原来{B:name}家的门被一根树枝压住了。']),
  );
  tell.say('“别怕，我有{tool:noun}。”{A:name}说。', '{A:name}心里有点儿害怕，可还是走了过去。');
  tell.say(
    ...(stuck
      ? ['{A:name}把{tool:noun}伸过去，把{B:name}拉了上来。']
      : ['{A:name}用{tool:noun}推了又推，终于把它推开了。']),
  );
  tell.say('“多亏了你！”{B:name}说。', '{B:name}连声说：“谢谢，谢谢！”');
  if (tell.random.float() < 0.5) {
    world.gives(B, A, food);
    tell.say('{B:name}拿出{food:a}，送给了{A:name}。', '{B:name}把自己的{food:noun}给了{A:name}。');
    world.usesUp(A, food);
    tell.say(
      '{A:name}正好饿了，马上把{food:noun}吃了。',
      '{A:name}坐下来，把{food:noun}吃得一点儿不剩。',
    );
  } else {
    world.gives(A, B, tool);
    tell.say(
      '{A:name}把{tool:noun}送给了{B:name}，说：“你会用得着的。”',
      '“{tool:this}你留着吧。”{A:name}对{B:name}说。',
    );
    tell.say('过了几天，{A:name}自己掉进了沟里。', '没想到，第二天{A:name}也遇到了麻烦。');
    tell.say(
      '{B:name}拿着{tool:noun}赶来，救了{A:name}。',
      '这一次，是{B:name}带着{tool:noun}跑来帮忙。',
    );
  }
  tell.say('从此，{they}成了好朋友。', '帮助别人的人，也会得到别人的帮助。');
};

const baking: ChinesePlot = (tell, { A, B, C, cake, ingredient, o }) => {
  const { world } = tell;
  world.has(C, ingredient);
  world.has(A, o);
  tell.say('明天是{B:name}的生日。', '{B:name}要过生日了。');
  tell.say('{A:name}想给{B:ta}做{cake:a}。', '“我要给{B:name}做{cake:a}。”{A:name}说。');
  tell.say(
    '可是，家里的{ingredient:noun}用完了。',
    '{A:name}打开柜子一看，没有{ingredient:noun}了。',
  );
  tell.say('{A:name}去敲邻居{C:name}家的门。', '于是{A:name}跑到{C:name}家去借。');
  tell.say('“你有{ingredient:noun}吗？我要做{cake:noun}。”{A:name}问。');
  world.gives(C, A, ingredient);
  if (tell.random.float() < 0.5) {
    world.gives(A, C, o);
    tell.say('{C:name}给了{A:name}{ingredient:a}，{A:name}把{o:a}送给{C:name}，表示感谢。');
  } else {
    tell.say(
      '{C:name}给了{A:name}{ingredient:a}，什么也没要。',
      '“当然有，拿去吧。”{C:name}把{ingredient:noun}给了{A:name}。',
    );
  }
  world.usesUp(A, ingredient);
  world.has(A, cake);
  tell.say(
    '{A:name}回到家，把{ingredient:noun}放进大碗里，搅啊搅，然后放进炉子里烤。',
    '{A:name}忙了整整一个晚上。',
  );
  tell.sometimes(0.5, '屋子里香极了。', '第一次烤焦了，{A:name}又做了一次。');
  world.gives(A, B, cake);
  tell.say(
    '第二天早上，{A:name}把{cake:noun}送给了{B:name}：“生日快乐！”',
    '第二天，{A:name}捧着{cake:noun}来到{B:name}家。',
  );
  tell.say('“我最爱吃{cake:noun}了！”{B:name}高兴地跳了起来。', '{B:name}开心得笑了。');
  tell.say(
    '{they}把{C:name}也请来，因为没有{C:name}的{ingredient:noun}，就做不成{cake:noun}。',
    '{B:name}切了三块，一块给{A:name}，一块给{C:name}，一块留给自己。',
  );
};

const race: ChinesePlot = (tell, { A, B, prize }) => {
  const { world } = tell;
  tell.say('{A:name}跑得最快，谁也追不上。', '{A:name}跑得飞快，心里很得意。');
  tell.say('{B:name}走得慢，可是从来不停下。', '{B:name}虽然慢，但是很有耐心。');
  tell.say('{time}，{they}比赛，看谁先跑到{place}。', '{time}，大家来到{place}看{they}赛跑。');
  tell.say('老师说：“谁第一，谁就能得到{prize:a}。”', '得第一名的，奖{prize:a}。');
  tell.say('“一、二、三，跑！”', '比赛开始了，大家拍起手来。');
  tell.say(
    '{A:name}像一阵风一样跑在前面，{B:name}在后面慢慢地走。',
    '不一会儿，{A:name}就把{B:name}远远地甩在了后面。',
  );
  if (tell.random.float() < 0.5) {
    tell.say(
      '“时间还早呢。”{A:name}想着，在树下睡着了。',
      '{A:name}停下来吃果子，吃着吃着就睡着了。',
    );
    tell.say(
      '{B:name}一步一步地往前走，超过了{A:name}。',
      '{A:name}睡觉的时候，{B:name}从旁边走了过去。',
    );
    world.has(B, prize);
    tell.say(
      '{A:name}醒来的时候，{B:name}已经到了，得到了{prize:noun}。',
      '最后{B:name}得了第一名，拿到了{prize:that}。',
    );
    tell.say('“下次我再也不睡觉了。”{A:name}说。', '{A:name}红着脸说：“你比我有耐心。”');
  } else {
    tell.say('路上有一条小溪，{A:name}一跳就跳过去了。', '{A:name}一次也没有停下来。');
    world.has(A, prize);
    tell.say(
      '{A:name}得了第一名，拿到了{prize:noun}。',
      '{A:name}先到了，{prize:noun}给了{A:ta}。',
    );
    if (tell.random.float() < 0.5) {
      world.gives(A, B, prize);
      tell.say(
        '{A:name}看{B:name}那么努力，就把{prize:noun}送给了{B:name}。',
        '“你没有放弃，{prize:this}应该给你。”{A:name}对{B:name}说。',
      );
      tell.say(
        '{B:name}把{prize:noun}放在家里，天天看着它。',
        '这样，{B:name}有了{prize:noun}，{A:name}有了一个朋友。',
      );
    } else {
      tell.say('{B:name}也到了，说：“你真棒！”', '{B:name}走到的时候，天已经黑了。');
      tell.say(
        '{A:name}带着{prize:noun}和{B:name}一起回家了。',
        '{A:name}把{prize:noun}带回家，放在床边。',
      );
    }
  }
};

const moved: ChinesePlot = (tell, { A, o }) => {
  tell.world.has(A, o);
  tell.say('{A:name}有{o:a}。', '{time}，{A:name}在家里玩{o:a}。');
  tell.say(
    '{A}把{o:noun}放进{container}里，就去{place}了。',
    '去{place}以前，{A:name}把{o:noun}放进了{container}里。',
  );
  tell.say('{A:name}不在的时候，{B:name}来了。', '{A:name}走了以后，{B:name}走进屋子。');
  tell.say(
    '{B}把{o:noun}从{container}里拿出来，放进了{other}里。',
    '{B}打开{container}，把里面的{o:noun}放到了{other}里。',
  );
  tell.sometimes(
    0.5,
    '谁也没看见。',
    '{B:name}想开个玩笑。',
    '{B:name}只是想把{container}擦干净。',
  );
  tell.say('过了一会儿，{A:name}从{place}回来了。', '{A:name}回到家，又想玩{o:noun}了。');
  tell.say(
    '{A:name}先去看{container}，可是{container}是空的。',
    '{A:name}打开{container}，里面什么也没有。',
  );
  tell.say('“我的{o:noun}呢？”{A:name}问。', '{A:name}问{B:name}：“你看见我的{o:noun}了吗？”');
  tell.say('“在{other}里。”{B:name}说。', '{B:name}不好意思地说：“我把它放进{other}里了。”');
  tell.say('{A:name}打开{other}，{o:noun}果然在里面。', '{A:name}在{other}里找到了{o}。');
  tell.sometimes(0.5, '“下次要先问我。”{A:name}说。', '{they}俩都笑了，一起玩了起来。');
};

export const chinesePlots: Record<string, ChinesePlot> = {
  lostAndFound,
  sharing,
  trading,
  weather,
  promise,
  helping,
  baking,
  race,
  moved,
};
