/** What an audit of a long log costs, beside GoAccess. */
@NullMarked
package io.mastiff.bench.audit;

import org.jspecify.annotations.NullMarked;
