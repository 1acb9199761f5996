/** Which network: its operator, country and kind, from databases that may be absent. */
@NullMarked
package io.mastiff.edge.network;

import org.jspecify.annotations.NullMarked;
