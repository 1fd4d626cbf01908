/**
 * True in the soak, which runs in full the tables of which `npm test` takes a part: there each row and each column is seen
 * once.
 */
export const isSoak = process.env.SOAK === 'yes';
