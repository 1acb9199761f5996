package io.mastiff.edge.testkit;

import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a small MaxMind DB (format 2.0, 32-bit records, IPv6 tree with IPv4 at ::/96), for tests
 * that need a database with known content. Networks may not nest.
 */
public final class MmdbWriter {
  private static final int NONE = -1;

  private final String type;
  private final List<int[]> nodes = new ArrayList<>();
  private final List<int[]> leaves = new ArrayList<>();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  /**
   * @param type name of the database's type
   */
  public MmdbWriter(String type) {
    this.type = type;
    addNode();
  }

  private int addNode() {
    nodes.add(new int[] {NONE, NONE});
    leaves.add(new int[] {NONE, NONE});
    return nodes.size() - 1;
  }

  /** Adds a network with a record of texts, numbers, booleans and maps of these. */
  public void put(String network, Map<String, Object> record) throws IOException {
    IpNetwork net = IpNetwork.parse(network).orElseThrow();
    IpAddress first = net.first();
    long low = first.isV4() ? first.low() & 0xffffffffL : first.low();
    int bits = first.isV4() ? net.bits() + 96 : net.bits();
    int at = data.size();
    write(data, record);
    int node = 0;
    for (int i = 0; i < bits - 1; i++) {
      int side = bit(first.high(), low, i);
      if (nodes.get(node)[side] == NONE) {
        nodes.get(node)[side] = addNode();
      }
      node = nodes.get(node)[side];
    }
    leaves.get(node)[bit(first.high(), low, bits - 1)] = at;
  }

  private static int bit(long high, long low, int index) {
    long half = index < 64 ? high : low;
    return (int) (half >>> (63 - (index & 63))) & 1;
  }

  /** Writes the database. */
  public void write(Path file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int count = nodes.size();
    for (int node = 0; node < count; node++) {
      for (int side = 0; side < 2; side++) {
        int child = nodes.get(node)[side];
        int leaf = leaves.get(node)[side];
        int value = child != NONE ? child : leaf != NONE ? count + 16 + leaf : count;
        out.write(
            new byte[] {
              (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value
            });
      }
    }
    out.write(new byte[16]);
    data.writeTo(out);
    out.write(new byte[] {(byte) 0xab, (byte) 0xcd, (byte) 0xef});
    out.write("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
    write(out, metadata(count));
    Files.write(file, out.toByteArray());
  }

  private Map<String, Object> metadata(int count) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("binary_format_major_version", 2);
    metadata.put("binary_format_minor_version", 0);
    metadata.put("build_epoch", BigInteger.valueOf(1_700_000_000L));
    metadata.put("database_type", type);
    metadata.put("description", Map.of("en", "made by a test"));
    metadata.put("ip_version", 6);
    metadata.put("languages", List.of("en"));
    metadata.put("node_count", (long) count);
    metadata.put("record_size", 32);
    return metadata;
  }

  private static void write(ByteArrayOutputStream out, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      out.write(7 << 5 | map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        write(out, entry.getKey());
        write(out, entry.getValue());
      }
    } else if (value instanceof List<?> list) {
      out.write(list.size());
      out.write(11 - 7);
      for (Object item : list) {
        write(out, item);
      }
    } else if (value instanceof Boolean flag) {
      out.write(flag ? 1 : 0);
      out.write(14 - 7);
    } else if (value instanceof Integer number) {
      out.write(5 << 5 | 2);
      out.write(number >>> 8);
      out.write(number);
    } else if (value instanceof Long number) {
      out.write(6 << 5 | 4);
      for (int shift = 24; shift >= 0; shift -= 8) {
        out.write((int) (number >>> shift));
      }
    } else if (value instanceof BigInteger number) {
      out.write(8);
      out.write(9 - 7);
      for (int shift = 56; shift >= 0; shift -= 8) {
        out.write((int) (number.longValue() >>> shift));
      }
    } else {
      byte[] text = String.valueOf(value).getBytes(StandardCharsets.UTF_8);
      if (text.length < 29) {
        out.write(2 << 5 | text.length);
      } else {
        out.write(2 << 5 | 29);
        out.write(text.length - 29);
      }
      out.write(text);
    }
  }
}
