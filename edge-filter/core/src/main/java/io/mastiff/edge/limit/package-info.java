/** How much is too much: token buckets, bounded in number. */
@NullMarked
package io.mastiff.edge.limit;

import org.jspecify.annotations.NullMarked;
