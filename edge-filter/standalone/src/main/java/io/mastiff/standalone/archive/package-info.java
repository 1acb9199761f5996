/** Topics into an archive. */
@NullMarked
package io.mastiff.standalone.archive;

import org.jspecify.annotations.NullMarked;
