/** Names of addresses, asked for off the request's path. */
@NullMarked
package io.mastiff.edge.crawler.dns;

import org.jspecify.annotations.NullMarked;
