/** Distributed scrapers: few requests from each of many clients, found by what these share. */
@NullMarked
package io.mastiff.standalone.audit.fleet;

import org.jspecify.annotations.NullMarked;
