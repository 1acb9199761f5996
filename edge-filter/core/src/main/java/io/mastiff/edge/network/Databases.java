package io.mastiff.edge.network;

import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import com.maxmind.db.Networks;
import com.maxmind.db.Reader;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads a MaxMind database once, whole, into a table of the one number that is needed of each
 * network; damage anywhere in the file shows while it is read.
 */
final class Databases {
  private Databases() {}

  /** The number of an autonomous system. */
  public record Asn(Long number) {
    @MaxMindDbConstructor
    public Asn(@MaxMindDbParameter(name = "autonomous_system_number") Long number) {
      this.number = number;
    }
  }

  /** A country's code. */
  public record Code(@Nullable String iso) {
    @MaxMindDbConstructor
    public Code(@MaxMindDbParameter(name = "iso_code") @Nullable String iso) {
      this.iso = iso;
    }
  }

  /** Where an address is, else where it is registered. */
  public record Place(@Nullable Code country, @Nullable Code registered) {
    @MaxMindDbConstructor
    public Place(
        @MaxMindDbParameter(name = "country") @Nullable Code country,
        @MaxMindDbParameter(name = "registered_country") @Nullable Code registered) {
      this.country = country;
      this.registered = registered;
    }
  }

  /** How an address hides. */
  public record Hiding(boolean anonymous, boolean hosting) {
    @MaxMindDbConstructor
    public Hiding(
        @MaxMindDbParameter(name = "is_anonymous", useDefault = true) boolean anonymous,
        @MaxMindDbParameter(name = "is_hosting_provider", useDefault = true) boolean hosting) {
      this.anonymous = anonymous;
      this.hosting = hosting;
    }
  }

  static RangeTable asn(Path file) throws IOException {
    return read(file, Asn.class, asn -> asn.number() == null ? 0 : asn.number().intValue());
  }

  /** Two letters in the lower 16 bits. */
  static RangeTable country(Path file) throws IOException {
    return read(file, Place.class, Databases::code);
  }

  /** Bit 0: anonymous, bit 1: hosting. */
  static RangeTable hiding(Path file) throws IOException {
    return read(file, Hiding.class, h -> (h.anonymous() ? 1 : 0) | (h.hosting() ? 2 : 0));
  }

  private static int code(Place place) {
    Code code = place.country() == null ? place.registered() : place.country();
    String iso = code == null ? null : code.iso();
    return iso == null ? 0 : NetworkFacts.countryNumber(iso);
  }

  private static <T> RangeTable read(Path file, Class<T> type, ToIntFunction<T> value)
      throws IOException {
    try (Reader reader = new Reader(new File(file.toString()), Reader.FileMode.MEMORY)) {
      RangeTable.Builder table = new RangeTable.Builder();
      Networks<T> rows = reader.networks(type);
      while (rows.hasNext()) {
        DatabaseRecord<T> row = rows.next();
        add(table, row, row.data() == null ? 0 : value.applyAsInt(row.data()));
      }
      return table.build();
    } catch (RuntimeException | InvalidNetworkException e) {
      throw new IOException("it is damaged (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  private static <T> void add(RangeTable.Builder table, DatabaseRecord<T> row, int value) {
    byte[] start = row.network().networkAddress().getAddress();
    if (start.length == 4) {
      table.addV4(ByteBuffer.wrap(start).getInt(), row.network().prefixLength(), value);
    } else {
      table.addV6(ByteBuffer.wrap(start).getLong(), row.network().prefixLength(), value);
    }
  }
}
