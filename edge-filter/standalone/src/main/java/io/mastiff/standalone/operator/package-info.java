/** What an operator does to a running installation, and how it is confirmed. */
@NullMarked
package io.mastiff.standalone.operator;

import org.jspecify.annotations.NullMarked;
