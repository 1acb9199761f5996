package io.mastiff.bench.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a log of Java's collections ({@code -Xlog:gc}) says of the heap.
 *
 * @param peakBytes the most that lay in it before a collection
 * @param heldBytes the most that was left after one
 */
record HeapLog(long peakBytes, long heldBytes) {
  private static final Pattern PAUSE = Pattern.compile("(\\d+)M->(\\d+)M\\(\\d+M\\)");

  static HeapLog read(Path file) throws IOException {
    long peak = 0;
    long held = 0;
    try (Stream<String> lines = Files.lines(file)) {
      for (String line : (Iterable<String>) lines::iterator) {
        Matcher pause = PAUSE.matcher(line);
        if (pause.find()) {
          peak = Math.max(peak, Long.parseLong(pause.group(1)));
          held = Math.max(held, Long.parseLong(pause.group(2)));
        }
      }
    }
    return new HeapLog(peak << 20, held << 20);
  }
}
