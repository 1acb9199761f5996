package io.mastiff.edge.network;

import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import com.maxmind.db.Networks;
import com.maxmind.db.Reader;
import io.mastiff.event.IpAddress;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The databases that a door has open, with records of the needed fields alone.
 *
 * <p>Read whole into memory: a mapped file that is written over in place kills the process.
 */
record Databases(@Nullable Reader asn, @Nullable Reader country, @Nullable Reader anonymous) {
  static final Databases NONE = new Databases(null, null, null);

  /** Rows that are read to see whether a file is whole. */
  private static final int PROBED = 20_000;

  /** The number of an autonomous system. */
  public record Asn(Long number) {
    @MaxMindDbConstructor
    public Asn(@MaxMindDbParameter(name = "autonomous_system_number") Long number) {
      this.number = number;
    }
  }

  /** A country's code. */
  public record Code(String iso) {
    @MaxMindDbConstructor
    public Code(@MaxMindDbParameter(name = "iso_code") String iso) {
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

  /** Opens a file and reads part of it; any damage that shows is an {@link IOException}. */
  static <T> Reader open(Path file, Class<T> type) throws IOException {
    try {
      Reader reader = new Reader(new File(file.toString()), Reader.FileMode.MEMORY);
      probe(reader, type);
      return reader;
    } catch (RuntimeException e) {
      throw new IOException("it is damaged (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  private static <T> void probe(Reader reader, Class<T> type) throws IOException {
    try {
      Networks<T> rows = reader.networks(type);
      for (int i = 0; i < PROBED && rows.hasNext(); i++) {
        rows.next();
      }
    } catch (InvalidNetworkException e) {
      throw new IOException(e);
    }
  }

  /** A record, and how many bits of the address it speaks of. */
  static <T> @Nullable DatabaseRecord<T> find(
      @Nullable Reader reader, IpAddress address, Class<T> type) throws IOException {
    return reader == null ? null : reader.getRecord(InetAddress.getByAddress(bytes(address)), type);
  }

  static byte[] bytes(IpAddress address) {
    int size = address.isV4() ? 4 : 16;
    byte[] bytes = new byte[size];
    for (int i = 0; i < Math.min(size, 8); i++) {
      long half = address.isV4() ? address.low() << 32 : address.high();
      bytes[i] = (byte) (half >>> (56 - 8 * i));
    }
    for (int i = 8; i < size; i++) {
      bytes[i] = (byte) (address.low() >>> (56 - 8 * (i - 8)));
    }
    return bytes;
  }
}
