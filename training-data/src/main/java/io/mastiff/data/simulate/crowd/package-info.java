/** Who comes to which shop, and when: people and programs, by the day. */
@NullMarked
package io.mastiff.data.simulate.crowd;

import org.jspecify.annotations.NullMarked;
