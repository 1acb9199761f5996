/** The contract: what doors, stream, analysts and operators say to each other. */
@NullMarked
package io.mastiff.event;

import org.jspecify.annotations.NullMarked;
