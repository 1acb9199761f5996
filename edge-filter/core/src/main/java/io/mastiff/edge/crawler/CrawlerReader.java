package io.mastiff.edge.crawler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.mastiff.edge.client.NetworkSet;
import io.mastiff.edge.policy.Fields;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyProblem;
import io.mastiff.edge.policy.Trees;
import io.mastiff.event.IpNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads crawlers, one YAML file each: the shipped ones, and a folder of the operator's, which
 * replace shipped ones of the same name. Beside {@code NAME.yaml} a folder may hold {@code
 * NAME.ranges}, networks one a line or the JSON that search engines publish.
 */
public final class CrawlerReader {
  /** How the files of an operator's folder end. */
  public static final List<String> ENDINGS = List.of(".yaml", ".ranges");

  private static final String FOLDER = "/io/mastiff/edge/crawlers/";
  private static final long LARGEST_FILE = 4L * 1024 * 1024;
  private static final int MOST_FILES = 1000;
  private static final int MOST_LISTED = 64;
  private static final String NAME = "[a-z0-9][a-z0-9-]{0,39}";
  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "operator",
          "purpose",
          "agents",
          "dns",
          "ranges",
          "signatureAgent",
          "perSecond",
          "source");

  private CrawlerReader() {}

  /** Loaded on first use. */
  private static final class Shipped {
    static final CrawlerCatalogue CATALOGUE = new CrawlerCatalogue(readShipped());
  }

  /** The crawlers that come with Mastiff. */
  public static CrawlerCatalogue shipped() {
    return Shipped.CATALOGUE;
  }

  /** The shipped crawlers and those of a folder. */
  public static CrawlerCatalogue withFolder(Path folder) throws PolicyException {
    Map<String, Crawler> crawlers = new LinkedHashMap<>();
    shipped().all().forEach(crawler -> crawlers.put(crawler.name(), crawler));
    for (Path file : files(folder, ".yaml")) {
      Crawler crawler = parse(file.toString(), text(file));
      crawlers.put(crawler.name(), crawler);
    }
    for (Path file : files(folder, ".ranges")) {
      String name = file.getFileName().toString().replace(".ranges", "");
      Crawler crawler = crawlers.get(name);
      if (crawler == null) {
        throw problem(file.toString(), "file", name, "no crawler has this name");
      }
      crawlers.put(name, crawler.withRanges(ranges(file.toString(), text(file))));
    }
    return new CrawlerCatalogue(List.copyOf(crawlers.values()));
  }

  private static List<Path> files(Path folder, String ending) throws PolicyException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> f.getFileName().toString().endsWith(ending))
          .sorted()
          .limit(MOST_FILES)
          .toList();
    } catch (IOException e) {
      throw problem(folder.toString(), "crawlers.folder", "", "no such folder");
    }
  }

  private static String text(Path file) throws PolicyException {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw problem(file.toString(), "file", "", "at most " + LARGEST_FILE + " bytes");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw problem(file.toString(), "file", "", "it cannot be read as text");
    }
  }

  /** One crawler; {@code name} stands for its file in messages. */
  public static Crawler parse(String name, String yaml) throws PolicyException {
    Fields f;
    try {
      f = new Fields(Trees.yaml(yaml));
    } catch (JsonProcessingException e) {
      throw problem(name, "file", "", "not YAML: " + Trees.problem(e));
    }
    f.allowOnly("", FIELDS);
    Crawler crawler =
        new Crawler(
            required(f, "name", NAME),
            required(f, "operator", ".{1,80}"),
            f.choice("purpose", Crawler.Purpose.class, Crawler.Purpose.OTHER),
            f.texts("agents", "[ -~&&[^A-Z]]{3,60}", MOST_LISTED),
            f.texts("dns", "[a-z0-9.-]{3,100}", MOST_LISTED),
            NetworkSet.of(f.networks("ranges")),
            f.text("signatureAgent", "[a-z0-9.-]{3,100}", ""),
            f.integer("perSecond", 1, 10_000, 5),
            false);
    if (crawler.agents().isEmpty()) {
      f.problem("agents", "", "name at least one part of its user agents, in lower case");
    }
    if (!f.problems().isEmpty()) {
      throw new PolicyException(name, f.problems());
    }
    return crawler;
  }

  private static String required(Fields f, String path, String pattern) {
    if (!f.has(path)) {
      f.problem(path, "", "it is missing");
    }
    return f.text(path, pattern, "");
  }

  /** Networks one a line, or JSON with {@code ipv4Prefix} and {@code ipv6Prefix}. */
  public static NetworkSet ranges(String name, String text) throws PolicyException {
    List<IpNetwork> networks = new ArrayList<>();
    for (String line : text.stripLeading().startsWith("{") ? json(name, text) : lines(text)) {
      networks.add(
          IpNetwork.parse(line)
              .orElseThrow(() -> problem(name, "ranges", line, "a network such as 192.0.2.0/24")));
    }
    return NetworkSet.of(networks);
  }

  private static List<String> lines(String text) {
    return text.lines()
        .map(line -> line.replaceFirst("#.*", "").trim())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static List<String> json(String name, String text) throws PolicyException {
    List<String> found = new ArrayList<>();
    try {
      for (JsonNode prefix : Trees.yaml(text).path("prefixes")) {
        found.add(prefix.path("ipv4Prefix").asText(prefix.path("ipv6Prefix").asText()));
      }
    } catch (JsonProcessingException e) {
      throw problem(name, "file", "", "not JSON: " + Trees.problem(e));
    }
    return found;
  }

  private static List<Crawler> readShipped() {
    List<Crawler> crawlers = new ArrayList<>();
    for (String name : resource("index.txt").split("\\s+")) {
      try {
        crawlers.add(parse(name, resource(name + ".yaml")));
      } catch (PolicyException e) {
        throw new IllegalStateException(e.getMessage(), e);
      }
    }
    return crawlers;
  }

  private static String resource(String name) {
    try (InputStream in = CrawlerReader.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("the shipped crawlers lack " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PolicyException problem(String file, String path, String value, String message) {
    return new PolicyException(file, List.of(new PolicyProblem(path, value, message)));
  }
}
