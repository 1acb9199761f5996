/** Access logs through the whole judgement, offline. */
@NullMarked
package io.mastiff.standalone.audit;

import org.jspecify.annotations.NullMarked;
