/** Kills what can be killed and counts again what should have come out. */
@NullMarked
package io.mastiff.standalone.failure;

import org.jspecify.annotations.NullMarked;
