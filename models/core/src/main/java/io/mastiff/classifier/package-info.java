/** How a session is judged: a tree ensemble from a portable file, its calibration and reasons. */
@NullMarked
package io.mastiff.classifier;

import org.jspecify.annotations.NullMarked;
