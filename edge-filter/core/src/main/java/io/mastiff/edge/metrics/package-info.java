/** What a door shows of itself to a Micrometer registry; loaded only where one is used. */
@NullMarked
package io.mastiff.edge.metrics;

import org.jspecify.annotations.NullMarked;
