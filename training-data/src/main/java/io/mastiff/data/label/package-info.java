/** Who says what a session is, and how far that is trusted. */
@NullMarked
package io.mastiff.data.label;

import org.jspecify.annotations.NullMarked;
