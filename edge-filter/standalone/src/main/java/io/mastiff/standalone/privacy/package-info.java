/** What is held of one visitor, and its erasure where the medium allows it. */
@NullMarked
package io.mastiff.standalone.privacy;

import org.jspecify.annotations.NullMarked;
