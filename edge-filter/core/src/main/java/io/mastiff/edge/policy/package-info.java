/** What the operator wants: the policy file as an immutable value. */
@NullMarked
package io.mastiff.edge.policy;

import org.jspecify.annotations.NullMarked;
