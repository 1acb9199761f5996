/** Visits of people and of programs, request by request. */
@NullMarked
package io.mastiff.data.simulate.visit;

import org.jspecify.annotations.NullMarked;
