/** Records of the topics kept as Parquet, by shop and day. */
@NullMarked
package io.mastiff.data.archive;

import org.jspecify.annotations.NullMarked;
