/** Measures the door's steps beside the filters that people would use instead. */
@NullMarked
package io.mastiff.bench;

import org.jspecify.annotations.NullMarked;
