package io.mastiff.data.label;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the fields of a file of labels stand: {@code key,label[,split]}, or columns that a first
 * line names, in a table with more of them.
 *
 * @param split -1 where there is none
 * @param table whether a first line names them: then a row may lack its label, and a key that a
 *     spreadsheet would run has an apostrophe before it
 */
record LabelColumns(int key, int label, int split, boolean table) {
  static final LabelColumns PLAIN = new LabelColumns(0, 1, 2, false);

  private static final int MOST_PLAIN = 3;
  private static final Set<String> TITLES =
      Set.of("label", "labels", "class", "category", "type", "kind", "annotation");

  /** Whether this is a first line that names key and label, and perhaps the split. */
  static boolean isPlainTitle(List<String> fields) {
    return fields.size() <= MOST_PLAIN && TITLES.contains(LabelNames.plain(fields.get(1)));
  }

  /** The columns of a table by its first line; its first column is the key. */
  static Optional<LabelColumns> ofTable(List<String> titles) {
    int label = -1;
    int split = -1;
    for (int i = titles.size() - 1; i > 0; i--) {
      String title = LabelNames.plain(titles.get(i));
      label = TITLES.contains(title) ? i : label;
      split = title.equals("split") ? i : split;
    }
    return titles.size() <= MOST_PLAIN || label < 0
        ? Optional.empty()
        : Optional.of(new LabelColumns(0, label, split, true));
  }

  /** Whether a row has its key and as many fields as there should be. */
  boolean fit(List<String> fields) {
    boolean enough =
        table ? fields.size() > label : fields.size() >= 2 && fields.size() <= MOST_PLAIN;
    return enough && !fields.get(key).isEmpty();
  }

  String key(List<String> fields) {
    String text = fields.get(key);
    boolean disarmed =
        table && text.length() > 1 && text.charAt(0) == '\'' && "=+@".indexOf(text.charAt(1)) >= 0;
    return disarmed ? text.substring(1) : text;
  }

  String label(List<String> fields) {
    return fields.get(label);
  }

  /** Empty where the row names none. */
  String split(List<String> fields) {
    return split < 0 || split >= fields.size() ? "" : fields.get(split);
  }
}
