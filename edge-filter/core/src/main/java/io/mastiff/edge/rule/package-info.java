/** The operator's rules: conditions over what was seen, in order. */
@NullMarked
package io.mastiff.edge.rule;

import org.jspecify.annotations.NullMarked;
