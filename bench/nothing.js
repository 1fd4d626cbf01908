/** What a thread does that is only to start and end; a pool of workers takes it from the default export. */
export function nothing() {}

export default nothing;
