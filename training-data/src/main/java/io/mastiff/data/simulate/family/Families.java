package io.mastiff.data.simulate.family;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All families that are known, by name: those that ship, and those of a folder, which are added or
 * replace the one of their name.
 */
public final class Families {
  private static final long LARGEST_FILE = 256 * 1024;
  private static final int MOST_FILES = 1000;

  private final List<Kit> browsers;
  private final TreeMap<String, Family> byName = new TreeMap<>();

  private Families(List<Kit> browsers) {
    this.browsers = browsers;
  }

  /** Those that ship. */
  public static Families shipped() {
    try {
      Families families = new Families(Browsers.library());
      FamilyReader reader = new FamilyReader(families.browsers);
      for (String file : resource("families/INDEX").lines().toList()) {
        families.put(reader.parse(file, resource("families/" + file)));
      }
      return families;
    } catch (FamilyException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** The same, with the files {@code *.yaml} of a folder; all mistakes of all files at once. */
  public Families with(Path folder) throws FamilyException, IOException {
    Families all = new Families(browsers);
    all.byName.putAll(byName);
    FamilyReader reader = new FamilyReader(browsers);
    List<Problem> problems = new ArrayList<>();
    for (Path file : files(folder)) {
      String name = String.valueOf(file.getFileName());
      try {
        all.put(reader.parse(name, text(file)));
      } catch (FamilyException e) {
        e.problems().forEach(p -> problems.add(p.in(name)));
      }
    }
    if (!problems.isEmpty()) {
      throw new FamilyException(folder.toString(), problems);
    }
    return all;
  }

  private static List<Path> files(Path folder) throws FamilyException, IOException {
    if (!Files.isDirectory(folder)) {
      throw refused(folder, "no such folder; name one that holds family files, *.yaml");
    }
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> files =
          all.filter(file -> file.toString().endsWith(".yaml"))
              .sorted()
              .limit(MOST_FILES + 1)
              .toList();
      if (files.isEmpty() || files.size() > MOST_FILES) {
        throw refused(folder, "1 to " + MOST_FILES + " family files, *.yaml");
      }
      return files;
    }
  }

  private static String text(Path file) throws FamilyException {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw refused(file, "a family has at most " + LARGEST_FILE + " bytes");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw refused(file, "cannot be read as text");
    }
  }

  private static FamilyException refused(Path file, String why) {
    return new FamilyException(file.toString(), List.of(new Problem("file", "", why)));
  }

  private void put(Family family) {
    byName.put(family.name(), family);
  }

  /** All, by name. */
  public List<Family> all() {
    return List.copyOf(byName.values());
  }

  static String resource(String name) {
    String path = "/io/mastiff/data/simulate/" + name;
    try (InputStream in = Families.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
