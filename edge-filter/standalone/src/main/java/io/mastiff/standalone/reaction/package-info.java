/** Measures how long it takes from a request to what the doors do about it. */
@NullMarked
package io.mastiff.standalone.reaction;

import org.jspecify.annotations.NullMarked;
