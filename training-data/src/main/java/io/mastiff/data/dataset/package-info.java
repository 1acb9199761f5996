/** Feature rows of labelled sessions as a file. */
@NullMarked
package io.mastiff.data.dataset;

import org.jspecify.annotations.NullMarked;
