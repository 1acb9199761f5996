/** Route tables from what a log shows. */
@NullMarked
package io.mastiff.standalone.route;

import org.jspecify.annotations.NullMarked;
