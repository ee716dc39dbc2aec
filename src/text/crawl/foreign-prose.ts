/** @file Short sentences in languages that the lab's corpora do not want. */
import type { Words } from './templates';

export interface ForeignProse {
  readonly title: string;
  readonly space: string;
  readonly words: Words;
  readonly sentences: readonly string[];
}

export const foreignProse: Readonly<Record<string, ForeignProse>> = {
  de: {
    title: 'Nachrichten aus {town}',
    space: ' ',
    words: {
      town: ['Altenfurt', 'Bergheide', 'Krummbach', 'Seewalde', 'Lindenau'],
      person: ['Frau Möller', 'Herr Keller', 'Anna Vogt', 'der Bürgermeister', 'die Lehrerin'],
      thing: ['die alte Brücke', 'das Rathaus', 'der Bahnhof', 'die Mühle', 'das Museum'],
    },
    sentences: [
      'In {town} wurde {thing} nach langer Zeit wieder geöffnet.',
      '{person} sagte, dass die Arbeiten länger gedauert hätten als geplant.',
      'Die Stadt hat dafür {number} Millionen Euro ausgegeben.',
      'Viele Besucher kamen am Sonntag, obwohl es den ganzen Tag regnete.',
      'Im Jahr {year} war an derselben Stelle ein Feuer ausgebrochen.',
      'Die Kinder der Grundschule haben ein Lied gesungen und Blumen verteilt.',
      'Wer mehr darüber wissen möchte, kann sich an den Verein wenden.',
      'Bis zum Herbst soll auch der Weg am Fluss fertig werden.',
      'Für die Nachbarn ist es wichtig, dass der Verkehr nicht weiter zunimmt.',
      '{person} wohnt seit {number} Jahren hier und freut sich über die Veränderung.',
      'Nach der Feier gab es Kaffee, Kuchen und ein kleines Konzert.',
    ],
  },
  fr: {
    title: 'Les nouvelles de {town}',
    space: ' ',
    words: {
      town: ['Valbois', 'Pont-Clair', 'Saint-Aure', 'Montrivière', 'Beauséjour'],
      person: ['Madame Girard', 'le maire', 'Paul Renaud', 'la directrice', 'un habitant'],
      thing: ['le vieux pont', 'la mairie', 'la gare', 'le moulin', 'le musée'],
    },
    sentences: [
      'À {town}, {thing} a rouvert ses portes après de longs travaux.',
      '{person} a expliqué que les travaux avaient duré plus longtemps que prévu.',
      'La commune a dépensé {number} millions d’euros pour ce projet.',
      'De nombreux visiteurs sont venus dimanche, malgré la pluie.',
      'En {year}, un incendie avait détruit une partie du bâtiment.',
      'Les élèves de l’école ont chanté une chanson et offert des fleurs.',
      'Pour en savoir davantage, il suffit de s’adresser à l’association.',
      'Le chemin au bord de la rivière sera terminé avant l’automne.',
      'Les voisins espèrent que la circulation ne va pas augmenter.',
      '{person} habite ici depuis {number} ans et se réjouit de ce changement.',
      'Après la fête, on a servi du café, des gâteaux et un peu de musique.',
    ],
  },
  es: {
    title: 'Noticias de {town}',
    space: ' ',
    words: {
      town: ['Valdehierro', 'Puente Alto', 'Ríomanso', 'Santa Elba', 'Montellano'],
      person: ['la señora Ortiz', 'el alcalde', 'Pablo Reyes', 'la maestra', 'un vecino'],
      thing: ['el puente viejo', 'el ayuntamiento', 'la estación', 'el molino', 'el museo'],
    },
    sentences: [
      'En {town} se volvió a abrir {thing} después de mucho tiempo.',
      'Según {person}, las obras duraron más de lo que se esperaba.',
      'El pueblo gastó {number} millones de euros en este proyecto.',
      'Muchos visitantes llegaron el domingo, aunque llovió todo el día.',
      'En el año {year} hubo un incendio en el mismo lugar.',
      'Los niños de la escuela cantaron una canción y regalaron flores.',
      'Quien quiera saber más puede preguntar en la asociación.',
      'El camino junto al río estará terminado antes del otoño.',
      'A los vecinos les preocupa que aumente el tráfico.',
      'Dice {person} que vive aquí desde hace {number} años y que está contenta con el cambio.',
      'Después de la fiesta hubo café, pasteles y un pequeño concierto.',
    ],
  },
  ja: {
    title: '{town}のニュース',
    space: '',
    words: {
      town: ['みどり町', 'あさひ村', '川上町', 'さくら市', '北野町'],
      person: ['町長', '田中さん', '先生', '近所の人', '山本さん'],
      thing: ['古い橋', '駅', '図書館', '水車小屋', '博物館'],
    },
    sentences: [
      '{town}では、長い工事のあとで{thing}がまた開きました。',
      '{person}は、工事が予定より長くかかったと話しています。',
      'この計画には{number}億円のお金が使われました。',
      '日曜日は一日中雨でしたが、たくさんの人が訪れました。',
      '{year}年には、同じ場所で火事がありました。',
      '小学校の子どもたちが歌を歌い、花を配りました。',
      'もっと知りたい人は、町の会に聞いてみてください。',
      '川のそばの道も、秋までにはできあがるそうです。',
      '近くに住む人は、車が増えることを心配しています。',
      '{person}はここに{number}年住んでいて、この変化を喜んでいます。',
      'お祝いのあとには、お茶とお菓子と小さな音楽会がありました。',
    ],
  },
  ru: {
    title: 'Новости города {town}',
    space: ' ',
    words: {
      town: ['Заречье', 'Сосновка', 'Каменск', 'Новополье', 'Берёзово'],
      person: ['Мэр', 'Анна Петровна', 'Учительница', 'Один из жителей', 'Иван Орлов'],
      thing: ['старый мост', 'вокзал', 'музей', 'городской театр', 'новый парк'],
    },
    sentences: [
      'В городе {town} после долгого ремонта снова открыли {thing}.',
      '{person} рассказывает, что работы шли дольше, чем все ожидали.',
      'На этот проект город потратил {number} миллионов рублей.',
      'В воскресенье пришло много гостей, хотя весь день шёл дождь.',
      'В {year} году на этом же месте случился пожар.',
      'Дети из начальной школы спели песню и подарили всем цветы.',
      'Кто хочет узнать больше, может обратиться в общество.',
      'Дорожка вдоль реки будет готова до наступления осени.',
      'Соседи боятся, что машин на улице станет ещё больше.',
      '{person} живёт здесь уже {number} лет и рад этим переменам.',
      'После праздника были чай, пироги и небольшой концерт.',
    ],
  },
};
