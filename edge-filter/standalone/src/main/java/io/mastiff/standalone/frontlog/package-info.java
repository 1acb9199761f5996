/** The access log of the proxy before or beside a door, as a signal of the store's load. */
@NullMarked
package io.mastiff.standalone.frontlog;

import org.jspecify.annotations.NullMarked;
