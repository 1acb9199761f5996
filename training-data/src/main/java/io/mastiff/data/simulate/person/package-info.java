/** People who shop, with all that makes them hard to tell. */
@NullMarked
package io.mastiff.data.simulate.person;

import org.jspecify.annotations.NullMarked;
