package io.mastiff.standalone.demo;

/**
 * What a kill in the middle of the enforced phase did.
 *
 * @param part what was killed
 * @param downMs from the kill until the part ran again
 * @param entriesAgainMs from then until the first new entry reached the door; -1 if none did
 * @param stallMs longest time without a new entry around the kill, from the kill to the next entry
 */
record Recovery(String part, long downMs, long entriesAgainMs, long stallMs) {}
