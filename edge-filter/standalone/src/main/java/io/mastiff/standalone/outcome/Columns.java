package io.mastiff.standalone.outcome;

import io.mastiff.standalone.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where a file's columns are, by the names in its first row; others than ours are passed over. */
final class Columns {
  static final List<String> NAMES = List.of("reference", "kind", "value", "currency", "time");

  private final int[] at = new int[NAMES.size()];
  private final int width;

  /** Throws {@link UserError} where one is missing or there twice. */
  Columns(String file, String[] header) {
    List<String> names = Arrays.stream(header).map(Columns::plain).toList();
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < at.length; i++) {
      at[i] = names.indexOf(NAMES.get(i));
      if (at[i] < 0) {
        missing.add(NAMES.get(i));
      } else if (at[i] != names.lastIndexOf(NAMES.get(i))) {
        throw new UserError(file + ": line 1: two columns are named " + NAMES.get(i));
      }
    }
    if (!missing.isEmpty()) {
      throw new UserError(
          file
              + ": line 1: no column "
              + String.join(", ", missing)
              + "; the first line names the columns "
              + String.join(",", NAMES)
              + " in any order (--separator ';' for another separator)");
    }
    width = header.length;
  }

  private static String plain(String name) {
    return name.replace("\ufeff", "").trim().toLowerCase(Locale.ROOT);
  }

  /** The cells of a row in the order of {@link #NAMES}. */
  String[] cells(String[] row) throws BadRowException {
    if (row.length != width) {
      throw new BadRowException(
          row.length
              + " cells where the first line has "
              + width
              + "; quote what holds separators");
    }
    String[] cells = new String[at.length];
    for (int i = 0; i < at.length; i++) {
      cells[i] = row[at[i]].trim();
    }
    return cells;
  }
}
