/** The block list for doors that are not ours: files of other proxies, CrowdSec's bouncers. */
@NullMarked
package io.mastiff.standalone.bouncer;

import org.jspecify.annotations.NullMarked;
