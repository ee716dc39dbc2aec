/**
 * @file The token between the two parts of a document, in corpora of pairs and in what objectives make of
 * them: BERT's separator (Devlin et al. 2018, arXiv 1810.04805).
 */
export const separatorToken = '[SEP]';
