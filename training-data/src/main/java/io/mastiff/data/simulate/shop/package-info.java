/** The shop that simulated visitors come to. */
@NullMarked
package io.mastiff.data.simulate.shop;

import org.jspecify.annotations.NullMarked;
