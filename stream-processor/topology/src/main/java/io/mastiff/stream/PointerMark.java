package io.mastiff.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that says how new the newest pointer was that a stream followed, so that an old one is not
 * believed after a restart, when compaction has taken away what was newer.
 *
 * <p>It holds for one key: what another key signed begins anew. A file that cannot be read or
 * written is said once and left out.
 */
final class PointerMark {
  private static final Logger LOG = LoggerFactory.getLogger(PointerMark.class);
  private static final Pattern FORM = Pattern.compile("([0-9a-f]{16}) (\\d{1,18})\\s*");
  private static final int LONGEST = 100;

  private final Path file;
  private final ModelKey key;
  private long written;

  PointerMark(Path folder, ModelKey key) {
    this.file = folder.resolve("model-pointer");
    this.key = key;
  }

  /** The time in the file; 0 where it holds none of this key. */
  long read() {
    try {
      String text = Files.size(file) > LONGEST ? "" : Files.readString(file);
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        LOG.warn("{}: not what the stream wrote; an old pointer may be believed", file);
        return 0;
      }
      return matcher.group(1).equals(key.id()) ? Long.parseLong(matcher.group(2)) : 0;
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      LOG.warn("{}: cannot be read ({}); an old pointer may be believed", file, e.toString());
      return 0;
    }
  }

  /** Keeps the time of a pointer. */
  void write(long atMs) {
    if (atMs == written) {
      return;
    }
    written = atMs;
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(part, key.id() + " " + atMs + "\n");
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.warn("{}: cannot be written ({})", file, e.toString());
    }
  }
}
