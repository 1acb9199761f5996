/** Counts whose size does not depend on how much is counted. */
@NullMarked
package io.mastiff.standalone.audit.tally;

import org.jspecify.annotations.NullMarked;
