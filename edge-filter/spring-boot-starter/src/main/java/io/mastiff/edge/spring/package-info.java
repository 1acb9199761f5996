/** The door in a Spring Boot application, 3.2 to 4.0. */
@NullMarked
package io.mastiff.edge.spring;

import org.jspecify.annotations.NullMarked;
