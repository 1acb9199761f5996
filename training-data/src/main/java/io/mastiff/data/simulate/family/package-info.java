/** Families of programs, as files say them. */
@NullMarked
package io.mastiff.data.simulate.family;

import org.jspecify.annotations.NullMarked;
