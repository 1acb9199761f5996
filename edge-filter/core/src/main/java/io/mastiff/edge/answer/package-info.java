/** What a denied client is told. */
@NullMarked
package io.mastiff.edge.answer;

import org.jspecify.annotations.NullMarked;
