/** Reads access logs line by line. */
@NullMarked
package io.mastiff.data.accesslog;

import org.jspecify.annotations.NullMarked;
