/** A day at a shop, replayed in simulated time through one door and the whole stream. */
@NullMarked
package io.mastiff.standalone.replay;

import org.jspecify.annotations.NullMarked;
