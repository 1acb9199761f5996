/** Floods of strangers that try to make a door grow. */
@NullMarked
package io.mastiff.standalone.soak;

import org.jspecify.annotations.NullMarked;
