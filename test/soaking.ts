/** True in the soak, which runs tables in full that `npm test` takes a part of: there each row and each column is seen once. */
export const isSoak = process.env.SOAK === 'yes';
