/** Is it a crawler that says who it is, or a partner, and is that true. */
@NullMarked
package io.mastiff.edge.crawler;

import org.jspecify.annotations.NullMarked;
