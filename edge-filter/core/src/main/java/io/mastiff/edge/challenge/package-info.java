/** A question that a browser answers by waiting and keeping a cookie. */
@NullMarked
package io.mastiff.edge.challenge;

import org.jspecify.annotations.NullMarked;
