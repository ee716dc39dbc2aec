/**
 * @file English words of the stages of cleaning: what each is called, does, can be set to, and says.
 */

export const cleaningStages = {
  stages: {
    'url-filter': {
      name: 'URL filter',
      line: 'Drops pages by their address alone: hosts on a block list, forbidden words.',
      settings: {
        blockedHosts: 'Blocked hosts',
        hardWords: 'Words that are enough alone',
        softWords: 'Words of which several are needed',
        mostSoftWords: 'How many of these are too many',
      },
      reasons: {
        host: 'The host {{host}} is on the block list.',
        hardWord: 'The address has the forbidden word “{{word}}”.',
        softWords: 'The address has several doubtful words: {{words}}.',
      },
    },
    'text-extraction': {
      name: 'Text extraction',
      line: 'Takes the article out of the HTML (Readability) and leaves menus, scripts and notices behind.',
      settings: {
        articleCharacters: 'Characters that an article should have',
        keepTitles: 'Keep headings',
        stripAddresses: 'Take web addresses out',
      },
      reasons: {
        article: 'The article was found: {{characters}} characters.',
        body: 'No article was found, so all text of the page was taken: {{characters}} characters.',
        empty: 'There is no text on the page.',
      },
    },
    'language-identification': {
      name: 'Language identification',
      line: 'Guesses the language from runs of letters and keeps the wanted ones.',
      settings: {
        languages: 'Languages that are kept',
        confidence: 'Least share of the first guess',
      },
      reasons: {
        identified: 'Language {{language}}, share {{share}}.',
        unwanted: 'Language {{language}} (share {{share}}) is not wanted.',
        unsure: 'The first guess, {{language}}, has a share of only {{share}}.',
        unknown: 'No language was recognised.',
      },
    },
    repetition: {
      name: 'Repetition',
      line: 'Drops texts that say the same again and again, by Gopher’s thresholds.',
      settings: {
        duplicateLines: 'Share of lines that came before',
        duplicateLineCharacters: 'Share of characters in such lines',
        duplicateParagraphs: 'Share of paragraphs that came before',
        duplicateParagraphCharacters: 'Share of characters in such paragraphs',
        top2gram: 'Share of characters in the commonest 2 words',
        top3gram: 'Share of characters in the commonest 3 words',
        top4gram: 'Share of characters in the commonest 4 words',
        duplicate5grams: 'Share of characters in repeated runs of 5 words',
        duplicate6grams: 'Share of characters in repeated runs of 6 words',
        duplicate7grams: 'Share of characters in repeated runs of 7 words',
        duplicate8grams: 'Share of characters in repeated runs of 8 words',
        duplicate9grams: 'Share of characters in repeated runs of 9 words',
        duplicate10grams: 'Share of characters in repeated runs of 10 words',
      },
      reasons: {
        duplicateLines: 'Share of lines that came before: {{share}}, over {{limit}}.',
        duplicateLineCharacters: 'Share of characters in such lines: {{share}}, over {{limit}}.',
        duplicateParagraphs: 'Share of paragraphs that came before: {{share}}, over {{limit}}.',
        duplicateParagraphCharacters:
          'Share of characters in such paragraphs: {{share}}, over {{limit}}.',
        top2gram: 'Share of characters in the commonest 2 words: {{share}}, over {{limit}}.',
        top3gram: 'Share of characters in the commonest 3 words: {{share}}, over {{limit}}.',
        top4gram: 'Share of characters in the commonest 4 words: {{share}}, over {{limit}}.',
        duplicate5grams:
          'Share of characters in repeated runs of 5 words: {{share}}, over {{limit}}.',
        duplicate6grams:
          'Share of characters in repeated runs of 6 words: {{share}}, over {{limit}}.',
        duplicate7grams:
          'Share of characters in repeated runs of 7 words: {{share}}, over {{limit}}.',
        duplicate8grams:
          'Share of characters in repeated runs of 8 words: {{share}}, over {{limit}}.',
        duplicate9grams:
          'Share of characters in repeated runs of 9 words: {{share}}, over {{limit}}.',
        duplicate10grams:
          'Share of characters in repeated runs of 10 words: {{share}}, over {{limit}}.',
      },
    },
    'document-quality': {
      name: 'Document quality',
      line: 'Drops what does not look like running text, by the rules of Gopher and C4.',
      settings: {
        fewestWords: 'Fewest words',
        mostWords: 'Most words',
        shortestMeanWord: 'Shortest mean word length',
        longestMeanWord: 'Longest mean word length',
        mostHashes: 'Hash signs per word, at most',
        mostEllipses: 'Ellipses per word, at most',
        mostBulletLines: 'Share of lines with a bullet, at most',
        mostEllipsisLines: 'Share of lines ending in an ellipsis, at most',
        leastLettered: 'Share of words with a letter, at least',
        fewestStopWords: 'Different stop words, at least',
        fewestSentences: 'Fewest sentences',
        placeholderText: 'Drop “lorem ipsum”',
        curlyBrackets: 'Drop pages with a curly bracket (code)',
        offensiveWords: 'Words that no page may have',
      },
      reasons: {
        fewWords: '{{value}} words; at least {{limit}} are asked for.',
        manyWords: '{{value}} words; at most {{limit}} are allowed.',
        shortWords: 'Words have {{value}} characters on average, under {{limit}}.',
        longWords: 'Words have {{value}} characters on average, over {{limit}}.',
        hashes: '{{value}} hash signs per word, over {{limit}}.',
        ellipses: '{{value}} ellipses per word, over {{limit}}.',
        bulletLines: 'A share of {{value}} of the lines has a bullet, over {{limit}}.',
        ellipsisLines: 'A share of {{value}} of the lines ends in an ellipsis, over {{limit}}.',
        lettered: 'A share of only {{value}} of the words has a letter; {{limit}} is asked for.',
        stopWords: 'Only {{value}} of the language’s stop words; {{limit}} are asked for.',
        fewSentences: '{{value}} sentences; at least {{limit}} are asked for.',
        placeholder: 'It is placeholder text (“lorem ipsum”).',
        curlyBracket: 'It has a curly bracket, so it is probably code.',
        offensive: 'It has the word “{{word}}”.',
      },
    },
    'line-corrections': {
      name: 'Line corrections',
      line: 'Takes single lines out: counters, capitals, buttons. A text that loses too much goes whole.',
      settings: {
        capitals: 'Lines in capitals',
        numbers: 'Lines of numbers only',
        counters: 'Counters (“3 likes”)',
        loneWords: 'Lines of one word',
        menus: 'Buttons and menus',
        scripts: 'Lines about JavaScript',
        policies: 'Cookie and privacy notices',
        citations: 'Citation marks like [3]',
        endMarks: 'Lines without an end mark (C4)',
        fewestWords: 'Fewest words of a line (C4: 3 or 5)',
        mostLost: 'Share of words that may be lost',
      },
      reasons: {
        lines: 'Lines with {{words}} words were taken out.',
        tooMuch: 'A share of {{share}} of its words would go, over {{limit}}.',
      },
    },
    'personal-data': {
      name: 'Personal data',
      line: 'Puts a mask where an e-mail address, a telephone or an identity number stands.',
      settings: {
        emails: 'E-mail addresses',
        telephones: 'Telephone numbers',
        identityNumbers: 'Identity numbers',
        cardNumbers: 'Card numbers',
        networkAddresses: 'Network (IP) addresses',
      },
      reasons: {
        masked: 'Masked: {{count}}.',
      },
    },
    classifier: {
      name: 'Quality classifier',
      line: 'Logistic regression on hashed word n-grams, trained here on labelled pages, as GPT-3 used.',
      settings: {
        threshold: 'Threshold',
        keeping: 'How pages are kept',
        longestNgram: 'Longest n-gram, words',
        hashBits: 'Weights: 2 to the power of',
        examples: 'Labelled pages',
        epochs: 'Epochs',
        learningRate: 'Learning rate',
        penalty: 'L2 penalty',
        seed: 'Seed',
      },
      reasons: {
        lowScore: 'Score {{score}}, under the threshold {{threshold}}.',
        unlucky: 'Score {{score}}, and the draw went against it.',
      },
    },
    perplexity: {
      name: 'Perplexity',
      line: 'Drops texts that surprise a small model of clean text too much, or too little.',
      settings: {
        order: 'Characters of an n-gram',
        examples: 'Clean pages to learn from',
        lowest: 'Least bits per character, as a multiple of clean text’s',
        highest: 'Most bits per character, as a multiple of clean text’s',
        seed: 'Seed',
      },
      reasons: {
        high: 'Perplexity {{perplexity}} per character; clean text has {{clean}}.',
        low: 'Perplexity only {{perplexity}} per character; clean text has {{clean}}.',
      },
    },
    'exact-duplicates': {
      name: 'Exact duplicates',
      line: 'Of texts with the very same words one stays. Found by a hash.',
      settings: {
        unit: 'What is compared',
        shortestParagraph: 'Fewest words of a paragraph that is compared',
      },
      reasons: {
        duplicate: {
          exact: 'The same words as document {{kept}}.',
          paragraphs: 'Paragraphs that stand in document {{kept}} too were taken out: {{count}}.',
        },
      },
    },
    'near-duplicates': {
      name: 'Near-duplicates (MinHash)',
      line: 'Of texts that share most of their word runs one stays.',
      settings: {
        shingleSize: 'Words of a shingle',
        bands: 'Bands',
        rows: 'Rows of a band',
        verification: 'How candidates are checked',
        threshold: 'Least similarity',
        keep: 'Which copy stays',
        seed: 'Seed',
      },
      reasons: {
        duplicate: {
          near: 'Jaccard similarity {{similarity}} with document {{kept}}, which stays.',
        },
      },
    },
    'simhash-duplicates': {
      name: 'Near-duplicates (SimHash)',
      line: 'The same by another fingerprint, for comparison; off at first.',
      settings: {
        distance: 'Bits of 64 that may differ',
        keep: 'Which copy stays',
      },
      reasons: {
        duplicate: {
          simhash: '{{distance}} of 64 bits differ from document {{kept}}, which stays.',
        },
      },
    },
    'exact-substring': {
      name: 'Exact substrings',
      line: 'Cuts long stretches out that stand elsewhere word for word. Found by a suffix array.',
      settings: {
        unit: 'What is counted',
        shortest: 'Shortest stretch',
        struck: 'Which copies are cut',
        leastLeft: 'Characters that must be left',
      },
      reasons: {
        duplicate: {
          substring:
            '{{count}} stretches with {{characters}} characters were cut; the first stands in document {{kept}} too.',
        },
      },
    },
    decontamination: {
      name: 'Decontamination',
      line: 'Drops texts that quote a test, so that the test still measures something.',
      settings: {
        builtIn: 'The lab’s own test texts',
        testTexts: 'More test texts, with blank lines between',
        words: 'Words in a row that count',
        characters: 'Characters in a row that count, where there are no spaces',
      },
      reasons: {
        contaminated: 'It shares this with a test text: “{{shared}}”.',
      },
    },
  },
  options: {
    threshold: 'above the threshold',
    pareto: 'by chance, as GPT-3',
    document: 'documents',
    paragraph: 'paragraphs',
    words: 'words',
    characters: 'characters',
    first: 'the first',
    longest: 'the longest',
    later: 'all but the first',
    every: 'every copy',
    shingles: 'by true similarity',
    signature: 'by the signature',
    none: 'not at all',
    en: 'English',
    zh: 'Chinese',
    de: 'German',
    fr: 'French',
    es: 'Spanish',
    ja: 'Japanese',
    ru: 'Russian',
  },
  defects: {
    'blocked-address': 'blocked address',
    'wrong-language': 'wrong language',
    'mixed-encoding': 'mixed encodings',
    'navigation-only': 'only navigation',
    truncated: 'cut off',
    'keyword-stuffing': 'keyword stuffing',
    'machine-repetition': 'machine repetition',
    incoherent: 'without sense',
    offensive: 'offensive',
    'exact-copy': 'exact copy',
    'near-copy': 'near-copy',
    contaminated: 'quotes a test',
    'shared-paragraph': 'shared paragraph',
    'personal-data': 'personal data',
    'junk-lines': 'junk lines',
  },
} as const;
