/** The brain: sessions, cohorts, scores, verdicts, and the entries that follow from them. */
@NullMarked
package io.mastiff.stream;

import org.jspecify.annotations.NullMarked;
