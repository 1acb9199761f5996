package io.mastiff.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One figure of a benchmark: a case, who did it, and what it cost; values of 0 are left out. */
record Row(
    String name,
    String implementation,
    long size,
    int threads,
    double nanosCpu,
    double nanosWall,
    double bytesPerOp,
    double bytesPerEntry,
    double opsPerSecond) {

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("case", name);
    json.put("implementation", implementation);
    json.put("size", size);
    json.put("threads", threads);
    put(json, "nanosCpu", nanosCpu);
    put(json, "nanosWall", nanosWall);
    put(json, "bytesPerOp", bytesPerOp);
    put(json, "bytesPerEntry", bytesPerEntry);
    put(json, "opsPerSecond", opsPerSecond);
    return json;
  }

  private static void put(Map<String, Object> json, String key, double value) {
    if (value > 0 || key.equals("bytesPerOp") && value == 0) {
      json.put(key, Math.round(value * 10) / 10.0);
    }
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "%-18s %-24s %,9d %2d %8.0f %8.0f %6.0f %6.1f",
        name,
        implementation,
        size,
        threads,
        nanosCpu,
        nanosWall,
        bytesPerOp,
        bytesPerEntry);
  }

  static String header() {
    return String.format(
        Locale.ROOT,
        "%-18s %-24s %9s %2s %8s %8s %6s %6s",
        "case",
        "implementation",
        "size",
        "t",
        "ns CPU",
        "ns wall",
        "B/op",
        "B/entry");
  }
}
