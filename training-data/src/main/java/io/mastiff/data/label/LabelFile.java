package io.mastiff.data.label;

import io.mastiff.data.accesslog.LogReader;
import io.mastiff.feature.DatasetRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Labels from a file: {@code key,label[,split]} a line, with or without a header, or a table whose
 * header names the columns; at most {@value #MOST}.
 */
public final class LabelFile {
  private static final int MOST = 5_000_000;
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
  private static final String ADDRESS_AGENT = "address+agent";

  private final Path file;
  private final LabelNames names;
  private final Map<String, Label> labels = new HashMap<>();
  private final Set<String> unknownNames = new TreeSet<>();
  private @Nullable LabelRows rows;
  private LabelColumns columns = LabelColumns.PLAIN;

  private LabelFile(Path file, LabelNames names) {
    this.file = file;
    this.names = names;
  }

  /** The labels by their keys; characters are those of {@link LogReader}. */
  public static Map<String, Label> read(Path file, LabelNames names)
      throws IOException, LabelException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new LabelException(file + ": no such file, or it cannot be read");
    }
    LabelFile reading = new LabelFile(file, names);
    reading.readAll();
    return Map.copyOf(reading.labels);
  }

  /**
   * What the keys are, where the file's first line says so in a way that nothing else is called:
   * {@code address+agent}.
   */
  public static Optional<LabelKey> keyTitle(Path file) throws IOException {
    if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (LogReader in = LogReader.open(file)) {
      String first = in.next();
      return first != null && first.replace("\"", "").contains(ADDRESS_AGENT)
          ? Optional.of(LabelKey.ADDRESS_AGENT)
          : Optional.empty();
    }
  }

  private void readAll() throws IOException, LabelException {
    try (LogReader in = LogReader.open(file)) {
      long number = 0;
      for (String line = in.next(); line != null; line = in.next()) {
        number++;
        String text = number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(3) : line;
        if (!text.isBlank() && !text.startsWith("#")) {
          take(text, number);
        }
      }
    }
    if (!unknownNames.isEmpty()) {
      throw new LabelException(
          file
              + ": labels that are neither: "
              + String.join(", ", unknownNames)
              + "; name each under --human or --bot");
    }
    if (labels.isEmpty()) {
      throw new LabelException(
          file
              + (columns.table()
                  ? ": no labels in it; fill the column label with human or bot"
                  : ": no labels in it; a line is key,label[,split]"));
    }
  }

  private void take(String line, long number) throws LabelException {
    LabelRows cutting = rows;
    boolean first = cutting == null;
    if (cutting == null) {
      cutting = LabelRows.like(line);
      rows = cutting;
    }
    List<String> fields = cutting.fields(line);
    Optional<LabelColumns> table = first ? LabelColumns.ofTable(fields) : Optional.empty();
    if (table.isPresent()) {
      columns = table.get();
      return;
    }
    if (!columns.fit(fields)) {
      throw bad(number, "not key,label[,split] (a key with separators in it needs quotes)");
    }
    boolean isTitle = first && LabelColumns.isPlainTitle(fields);
    boolean isOpen = columns.table() && columns.label(fields).isEmpty();
    if (!isTitle && !isOpen) {
      add(columns.key(fields), columns.label(fields), columns.split(fields), number);
    }
  }

  private void add(String key, String name, String splitName, long number) throws LabelException {
    if (names.bot(name).isEmpty()) {
      note(name, number);
      return;
    }
    boolean bot = names.bot(name).get();
    Label label =
        new Label(
            bot,
            bot ? LabelNames.plain(name) : DatasetRow.SHOPPER,
            split(splitName, number),
            LabelSource.FILE.weight(),
            LabelSource.FILE);
    Label before = labels.putIfAbsent(key, label);
    if (before != null && !before.equals(label)) {
      throw bad(number, "the key " + key + " has another label or split before");
    }
    if (labels.size() > MOST) {
      throw bad(number, "more than " + MOST + " labels");
    }
  }

  private void note(String name, long number) throws LabelException {
    if (unknownNames.size() == 20) {
      throw bad(
          number, "over 20 different labels are neither human nor bot; is it key,label[,split]?");
    }
    unknownNames.add(name.isEmpty() ? "(empty)" : name.replaceAll("[^ -~]", "?"));
  }

  private String split(String name, long number) throws LabelException {
    if (name.isEmpty()) {
      return "";
    }
    return Splits.named(name)
        .orElseThrow(() -> bad(number, "the split " + name + " is none of " + Splits.NAMES));
  }

  private LabelException bad(long number, String what) {
    return new LabelException(file + ": line " + number + ": " + what);
  }
}
