/** Is there room at the store, and who gets what is left. */
@NullMarked
package io.mastiff.edge.capacity;

import org.jspecify.annotations.NullMarked;
