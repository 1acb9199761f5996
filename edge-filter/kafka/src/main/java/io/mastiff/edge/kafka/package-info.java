/** The only Kafka code at the door: events out, block list and orders in. */
@NullMarked
package io.mastiff.edge.kafka;

import org.jspecify.annotations.NullMarked;
