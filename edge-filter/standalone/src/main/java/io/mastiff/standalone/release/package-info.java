/** Whether a model may take charge: evidence, gates, and what it did in shadow. */
@NullMarked
package io.mastiff.standalone.release;

import org.jspecify.annotations.NullMarked;
