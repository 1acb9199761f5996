/** Datasets from logs. */
@NullMarked
package io.mastiff.standalone.dataset;

import org.jspecify.annotations.NullMarked;
