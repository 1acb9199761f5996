/** What does it look like: the shape of a client's software from its headers. */
@NullMarked
package io.mastiff.edge.shape;

import org.jspecify.annotations.NullMarked;
