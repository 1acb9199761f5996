/** What is asked for: the route's template, page type, cost and class. */
@NullMarked
package io.mastiff.edge.route;

import org.jspecify.annotations.NullMarked;
