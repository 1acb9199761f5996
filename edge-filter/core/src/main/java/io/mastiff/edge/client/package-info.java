/** Who is it: the client's address, its visitor cookie, its key. */
@NullMarked
package io.mastiff.edge.client;

import org.jspecify.annotations.NullMarked;
