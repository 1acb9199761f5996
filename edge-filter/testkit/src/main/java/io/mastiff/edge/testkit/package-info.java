/** The kit that every front of the door passes: the same requests, the same decisions. */
@NullMarked
package io.mastiff.edge.testkit;

import org.jspecify.annotations.NullMarked;
