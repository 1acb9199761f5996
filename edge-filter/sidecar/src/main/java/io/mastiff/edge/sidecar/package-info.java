/** The door as a process of its own: reverse proxy and forward-auth over one engine. */
@NullMarked
package io.mastiff.edge.sidecar;

import org.jspecify.annotations.NullMarked;
