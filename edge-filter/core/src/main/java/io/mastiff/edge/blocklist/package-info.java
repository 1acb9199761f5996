/** Who is listed: the operator's and the learned entries. */
@NullMarked
package io.mastiff.edge.blocklist;

import org.jspecify.annotations.NullMarked;
