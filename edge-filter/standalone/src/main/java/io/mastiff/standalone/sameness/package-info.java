/** Shows that the stream and an audit measure the same. */
@NullMarked
package io.mastiff.standalone.sameness;

import org.jspecify.annotations.NullMarked;
