/** A single-node Kafka broker as a child process, and the creation of topics. */
@NullMarked
package io.mastiff.broker;

import org.jspecify.annotations.NullMarked;
