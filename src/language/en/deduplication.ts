/**
 * @file English words of the chapter `deduplication`.
 */

export const deduplication = {
  lead: 'Much of the web is copies of itself. A model that reads a text a hundred times learns it by heart instead of learning from it, so copies are taken out. The art is to find them without comparing every text with every other.',
  failed: 'Something went wrong',
  backToExample: 'Back to the example',
  names: {
    first: 'Text A',
    second: 'Text B',
    one: 'Text 1',
    two: 'Text 2',
    three: 'Text 3',
  },
  examples: {
    first:
      'The old lighthouse on the point was built of grey stone, and its lamp could be seen from twenty miles away. Every evening the keeper climbed the stairs, cleaned the glass and lit the lamp. When the fog came in from the sea he rang the bell until morning.',
    second:
      'The old lighthouse on the point was built of white stone, and its lamp could be seen from twenty miles away. Every evening the keeper climbed the stairs, cleaned the glass and lit the lamp. When the fog came in from the sea she rang the bell all night.',
    one: 'Our garden guide: water tomatoes early in the morning, and never on the leaves. All rights reserved. No part of this page may be copied without written permission of the owner.',
    two: 'Ten soups for cold days. Start with onions and a little butter. All rights reserved. No part of this page may be copied without written permission of the owner. Subscribe for more!',
    three:
      'All rights reserved. No part of this page may be copied without written permission of the owner. To mend a flat tyre, first find the hole: hold the tube under water and look for bubbles.',
  },
  knobs: {
    shingleSize: 'Words in a shingle',
    bands: 'Bands b',
    rows: 'Rows in a band r',
  },
  pair: {
    heading: 'Two texts',
    hint: 'Each text becomes the set of its shingles: all runs of a few words (in Chinese, of characters). Edit a text and see what that changes.',
    shingles: '{{count}} different shingles; lit: in both texts',
    signatures: 'MinHash signatures',
    signaturesCaption:
      'A column is one hash function: above its least value over the shingles of A, below over those of B. Lit columns are equal, which happens with probability J. The bands whose rows are all equal have a frame: these texts fall into the same bucket there.',
  },
  facts: {
    jaccard: 'True similarity J (Jaccard)',
    jaccardHelp: '|A ∩ B| / |A ∪ B| = {{common}} / {{union}} shingles',
    estimate: 'Estimate from the signatures',
    estimateHelp:
      '{{equal}} of k = {{k}} hash values are equal; ± is the standard error √(J(1 − J)/k)',
    collisions: 'Equal bands',
    collisionsOf: '{{count}} of {{bands}}',
    collisionsHelp:
      'One is enough. At this similarity the probability of at least one is {{probability}}',
    simhash: 'SimHash',
    simhashBits: '{{count}} of 64 bits differ',
    simhashHelp: 'Another method: one hash of all words. Up to 3 differing bits count as a copy',
  },
  curve: {
    title: 'The S-curve',
    caption:
      'P = 1 − (1 − sʳ)ᵇ with b = {{bands}} and r = {{rows}}: how likely two texts of similarity s fall together in at least one band. It is steepest near (1/b)^(1/r) = {{threshold}}, the vertical line. The dot is the pair above; the bar on the axis is its estimate.',
    fineweb: 'FineWeb: 14 bands × 8 rows',
    refinedweb: 'RefinedWeb: 450 bands × 20 rows',
    misread: 'the same misread: 20 × 450',
  },
  corpus: {
    heading: 'A whole corpus',
    hint: 'All texts are put into the buckets of each band, and only those in one bucket are compared. The knobs above work here too.',
    source: 'Texts',
    sources: {
      'english-stories': 'English',
      'chinese-stories': 'Chinese',
      open: 'Open text',
    },
    sourceHelp: {
      'english-stories':
        '60 English stories, and copies of them with up to a tenth of the words replaced. Since it is known what was copied, hits and misses can be counted.',
      'chinese-stories':
        '60 Chinese stories, and copies of them with up to a tenth of the characters replaced. Since it is known what was copied, hits and misses can be counted.',
      open: 'The documents of the text that is open on the page Text; the paragraphs, if it is a single document.',
    },
    verification: 'Check candidates',
    verifications: {
      none: 'No',
      signature: 'Estimate',
      shingles: 'Shingles',
    },
    verificationHelp: {
      none: 'Whoever falls into one bucket counts as a copy, as in FineWeb.',
      signature: 'The signatures must agree in the share below.',
      shingles: 'The true similarity of the shingles must reach the value below.',
    },
    threshold: 'Least similarity',
    documents: 'Documents',
    cut: 'The first ones; the text has more',
    removed: 'Copies to remove',
    removedHelp: '{{left}} documents are left: one of each cluster',
    comparisons: 'Pairs compared',
    comparisonsHelp: 'Each with each would be {{pairs}}',
    precision: 'Precision',
    precisionHelp: 'Of the pairs that were put together, those that are copies',
    recall: 'Recall',
    recallHelp: 'Of the pairs that are copies, those that were put together',
    simhash: 'SimHash instead',
    simhashHelp: 'Its precision and recall on the same texts, with up to 3 differing bits',
    clusters: 'Clusters of near-copies',
    clustersCaption:
      'A line joins two documents that were found alike; a document that hangs on by a chain may differ much from the kept one. The one with the thick edge is kept. Click a document to read it.',
    clustersKnownCaption:
      'A line joins two documents that were found alike. Copies of the same story have the same colour; dashed ones by themselves were not found. The one with the thick edge is kept. Click a document to read it.',
    buckets: '{{count}} buckets with more than one document',
    bucketsCaption:
      'A line for each band, a block for each bucket, as wide as it is full. An orange edge: candidates that are no copies. Pointing at a bucket lights its documents in the clusters above.',
  },
  reader: {
    kept: 'Document {{text}}, kept of its cluster',
    copy: 'Document {{text}} against the kept document {{kept}}: struck through what is gone, marked what is new',
    alone: 'Document {{text}}, a copy that these settings do not find',
  },
  substring: {
    heading: 'Repeated stretches',
    hint: 'Whole texts may differ and still share a paragraph. All suffixes of the corpus are sorted, so that everything that stands twice comes side by side; long repeats are then cut out.',
    unit: 'Count in',
    units: { words: 'Words', characters: 'Characters' },
    unitHelp: {
      words: 'Capitals, spaces and punctuation make no difference; a Chinese character is a word.',
      characters: 'Exactly the same characters, spaces included.',
    },
    struck: 'Cut',
    copies: { later: 'All but the first', every: 'Every copy' },
    struckHelp: {
      later: 'The first copy stays where it is.',
      every:
        'As in the program of Lee et al. (2021): the first copy goes too, and nothing of it is left.',
    },
    shortest: 'Shortest repeat',
    cuts: 'What is cut',
    cutsCaption:
      '{{count}} stretches, {{characters}} characters. Large corpora are cut at 50 tokens. Cutting can bring new repeats together, so it is done twice there.',
    cut: 'Cut:',
  },
  lesson: {
    heading: 'Why this works',
    why: 'Never all pairs',
    whyText:
      'A million texts make half a billion million pairs. Buckets need one pass for each band: texts that are alike meet in some bucket, and all others never do. The work grows with the number of texts, not with its square.',
    minhash: 'Why the least hash',
    minhashText:
      'A random hash function puts the shingles of both texts in a random order. The first of all is equally likely to be any of them, and it is the first of both texts exactly if both have it: so the two least values are equal with probability J.',
    misread: 'Bands or buckets?',
    misreadText:
      'RefinedWeb writes of “20 buckets of 450 hashes”. Read as 20 bands of 450 rows, hardly any copy would be found: its curve rises only above 0.99. What it means is 450 bands of 20 rows, as the rates that it reports show.',
    simhash: 'SimHash instead',
    simhashText:
      'SimHash keeps only 64 bits of a text, and Google’s crawler counted 3 differing bits as a copy. It needs far less memory, but sees only pairs that are very much alike: a few changed words of a short text are too many.',
  },
} as const;
