/** Shoppers and scrapers that send real HTTP, open-loop. */
@NullMarked
package io.mastiff.standalone.actor;

import org.jspecify.annotations.NullMarked;
