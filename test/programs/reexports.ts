export { named as renamed } from './targets.js';
