/** The door inside a servlet container (Servlet 3.1 and 4). */
@NullMarked
package io.mastiff.edge.servlet;

import org.jspecify.annotations.NullMarked;
