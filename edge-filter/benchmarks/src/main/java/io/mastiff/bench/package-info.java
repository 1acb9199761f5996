/** Measures the door's steps and the classifier beside what people would use instead. */
@NullMarked
package io.mastiff.bench;

import org.jspecify.annotations.NullMarked;
