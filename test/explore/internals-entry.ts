/** What tests of the search need of the package's inside: bundled with the package, as one more of its entries. */
export { carryOut } from '../../src/explore/explore-row.js';
