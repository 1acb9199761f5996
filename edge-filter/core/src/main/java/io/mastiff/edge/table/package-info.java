/** Small tables of fixed size that remember something of many strangers; no step's own. */
@NullMarked
package io.mastiff.edge.table;

import org.jspecify.annotations.NullMarked;
