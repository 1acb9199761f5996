/** The door: decides about one request, in memory; knows no server, no Kafka, no file. */
@NullMarked
package io.mastiff.edge;

import org.jspecify.annotations.NullMarked;
