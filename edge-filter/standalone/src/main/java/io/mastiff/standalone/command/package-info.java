/** The commands of the program. */
@NullMarked
package io.mastiff.standalone.command;

import org.jspecify.annotations.NullMarked;
