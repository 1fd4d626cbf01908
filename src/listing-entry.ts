/** The last step of the build. */
import { EVENTS_VERSION } from './events/run-event.js';
import { writeListing } from './session/listing.js';

await writeListing(EVENTS_VERSION);
