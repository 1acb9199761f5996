/** What is told to the stream: the event of a request. */
@NullMarked
package io.mastiff.edge.publish;

import org.jspecify.annotations.NullMarked;
