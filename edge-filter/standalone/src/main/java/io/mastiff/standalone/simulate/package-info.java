/** Simulated crowds before a real door: its events, as datasets and as access logs. */
@NullMarked
package io.mastiff.standalone.simulate;

import org.jspecify.annotations.NullMarked;
