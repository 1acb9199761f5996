/** Pieces of a page that opens offline: plots, tables, tiles; every text escaped. */
@NullMarked
package io.mastiff.standalone.audit.page;

import org.jspecify.annotations.NullMarked;
