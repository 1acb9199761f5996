/** Web Bot Auth: crawlers that sign their requests (RFC 9421, Ed25519). */
@NullMarked
package io.mastiff.edge.crawler.signature;

import org.jspecify.annotations.NullMarked;
