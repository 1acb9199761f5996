/** Trains and shows models; the only user of Smile, which is GPL-3.0. */
@NullMarked
package io.mastiff.training;

import org.jspecify.annotations.NullMarked;
