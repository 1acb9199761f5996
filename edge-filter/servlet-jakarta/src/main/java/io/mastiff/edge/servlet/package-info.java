/** The door inside a servlet container (Servlet 5 and 6). */
@NullMarked
package io.mastiff.edge.servlet;

import org.jspecify.annotations.NullMarked;
