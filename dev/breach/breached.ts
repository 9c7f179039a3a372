/** In the world of the simulator it was found in a breach. */
export const BREACHED = 'this one was stolen elsewhere';
/** It was not, and stands in the padding of its range with the count 0: who leaves counts out takes it for stolen. */
export const PADDING = 'this one is in the padding only';
