/** What proofs at length share: traffic, a feed, how far the stream is, what came of it. */
@NullMarked
package io.mastiff.standalone.proof;

import org.jspecify.annotations.NullMarked;
