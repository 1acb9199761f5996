/** A demo store that is honest: load makes it slow and then makes it fail. */
@NullMarked
package io.mastiff.standalone.store;

import org.jspecify.annotations.NullMarked;
