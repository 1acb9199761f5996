/** What an engine needs beside its policy's values: files, name servers, background threads. */
@NullMarked
package io.mastiff.edge.service;

import org.jspecify.annotations.NullMarked;
