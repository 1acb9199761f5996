/** The demo: phases, measurement, and whether its promises hold. */
@NullMarked
package io.mastiff.standalone.demo;

import org.jspecify.annotations.NullMarked;
