package io.mastiff.edge.blocklist;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The entries of a table as bytes, so that a door can keep them without holding their records.
 *
 * <pre>
 * format (4) | reasons: count, then number, count of texts, texts
 *            | v4, v6: count, then lead (8), trail (8), bits (8)
 *            | sessions, shapes, cohorts, hashed addresses and networks: count, then key (8), bits (8)
 * </pre>
 */
final class TableFile {
  private static final int FORMAT = 0x4d4c5332;

  /** Without hashed addresses and networks. */
  private static final int EARLIER_FORMAT = 0x4d4c5331;

  private static final int MOST_TEXTS = 64;

  private TableFile() {}

  static void write(EntryTable table, DataOutputStream out) throws IOException {
    out.writeInt(FORMAT);
    List<List<String>> reasons = table.book().all();
    out.writeInt(reasons.size());
    for (List<String> texts : reasons) {
      int most = Math.min(texts.size(), MOST_TEXTS);
      out.writeInt(most);
      for (String text : texts.subList(0, most)) {
        out.writeUTF(text.length() <= 500 ? text : text.substring(0, 500));
      }
    }
    for (PrefixTable prefixes : table.prefixes()) {
      PrefixRows rows = prefixes.rows();
      out.writeInt(rows.size());
      for (int row = 0; row < rows.size(); row++) {
        out.writeLong(rows.high(row));
        out.writeLong(rows.low(row));
        out.writeLong(rows.bits(row));
      }
    }
    for (HashTable hashes : table.hashes()) {
      out.writeInt(hashes.live());
      for (long[] cell : hashes.cells()) {
        out.writeLong(cell[0]);
        out.writeLong(cell[1]);
      }
    }
  }

  /** Adds the entries that still hold to a table. */
  static void read(EntryTable table, DataInputStream in, long nowMs) throws IOException {
    int format = in.readInt();
    if (format != FORMAT && format != EARLIER_FORMAT) {
      throw new IOException("not a list of this version");
    }
    long now = EntryBits.seconds(nowMs);
    int[] numbers = reasons(table.book(), in);
    for (PrefixTable prefixes : table.prefixes()) {
      int rows = count(in, EntryTable.MOST);
      PrefixRows all = new PrefixRows(rows);
      for (int row = 0; row < rows; row++) {
        long high = in.readLong();
        long low = in.readLong();
        long bits = in.readLong();
        if (EntryBits.holds(bits, now)) {
          all.add(high, low, renumbered(bits, numbers));
        }
      }
      prefixes.load(all);
    }
    List<HashTable> all = table.hashes();
    for (HashTable hashes : format == FORMAT ? all : all.subList(0, all.size() - 1)) {
      int cells = count(in, EntryTable.MOST);
      for (int cell = 0; cell < cells; cell++) {
        long key = in.readLong();
        long bits = in.readLong();
        if (EntryBits.holds(bits, now)) {
          hashes.put(key, renumbered(bits, numbers));
        }
      }
    }
    table.loaded();
  }

  private static int[] reasons(ReasonBook book, DataInputStream in) throws IOException {
    int[] numbers = new int[count(in, ReasonBook.MOST)];
    for (int i = 0; i < numbers.length; i++) {
      List<String> texts = new ArrayList<>();
      int n = count(in, MOST_TEXTS);
      for (int text = 0; text < n; text++) {
        texts.add(in.readUTF());
      }
      numbers[i] = i == 0 ? 0 : book.number(texts);
    }
    return numbers;
  }

  private static long renumbered(long bits, int[] numbers) {
    int old = EntryBits.reasons(bits);
    return EntryBits.withReasons(bits, old < numbers.length ? numbers[old] : 0);
  }

  private static int count(DataInputStream in, int most) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > most) {
      throw new IOException("a count of " + count + " is more than a list can have");
    }
    return count;
  }
}
