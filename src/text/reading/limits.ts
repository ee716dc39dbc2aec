/**
 * @file How much a text may hold. Generous for a browser, small enough that no file can fill the
 * memory: what is larger is refused or left out with a message that says so.
 */
const megabyte = 1024 * 1024;

/** Bytes of a file that is read as one stream of text, and of all that is taken from many files. */
export const largestText = 200 * megabyte;

/** Bytes of one HTML page; Common Crawl cuts its pages at 1 MB, later 5 MB. */
export const largestPage = 5 * megabyte;

/** UTF-16 units of a line of JSON Lines or a row of a table. */
export const longestRow = 32 * megabyte;

/** Files dropped at once or packed in one archive. */
export const mostFiles = 20_000;

/** For messages. */
export const megabytes = (bytes: number) => `${(bytes / megabyte).toFixed(1)} MB`;
