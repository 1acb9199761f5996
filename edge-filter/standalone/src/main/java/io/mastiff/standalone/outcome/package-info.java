/** Outcomes of orders from a store's own files to the topic. */
@NullMarked
package io.mastiff.standalone.outcome;

import org.jspecify.annotations.NullMarked;
