/** What is measured of a session and of a cohort; the same code serves and trains. */
@NullMarked
package io.mastiff.feature;

import org.jspecify.annotations.NullMarked;
