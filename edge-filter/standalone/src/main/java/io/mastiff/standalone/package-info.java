/** The roof: the command line and everything on one machine. */
@NullMarked
package io.mastiff.standalone;

import org.jspecify.annotations.NullMarked;
