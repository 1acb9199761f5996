/** Shoppers and scrapers that behave: for training data and for the demo's actors. */
@NullMarked
package io.mastiff.data.simulate;

import org.jspecify.annotations.NullMarked;
