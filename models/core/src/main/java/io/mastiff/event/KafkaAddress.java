package io.mastiff.event;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Where Kafka is: {@code HOST:PORT,…}, or {@code file:FILE} for a properties file of Kafka's
 * clients with {@code bootstrap.servers} and whatever the cluster asks for (TLS, SASL).
 *
 * <p>The file is read anew for each connection. What Mastiff sets itself has precedence.
 */
public final class KafkaAddress {
  private static final String FILE = "file:";
  private static final String SERVERS = "bootstrap.servers";
  private static final long LARGEST_FILE = 65_536;

  /** Kafka's package as it is called here; another one in a jar where it was moved. */
  private static final String PACKAGE = "org.apache.kafka.";

  /** Kafka's package as files call it. */
  private static final String ORIGINAL = String.join(".", "org", "apache", "kafka", "");

  private KafkaAddress() {}

  /**
   * Settings of a client that goes there.
   *
   * @throws IllegalArgumentException one line on what is wrong with the file
   */
  public static Map<String, String> settings(String address) {
    return address.startsWith(FILE)
        ? read(Path.of(address.substring(FILE.length())))
        : Map.of(SERVERS, address);
  }

  private static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    requireSmall(file);
    try {
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        properties.load(reader);
      }
    } catch (IOException e) {
      throw wrong(file, "cannot be read");
    } catch (IllegalArgumentException e) {
      throw wrong(file, "not a properties file: " + e.getMessage());
    }
    if (properties.getProperty(SERVERS, "").isBlank()) {
      throw wrong(file, "says nothing of " + SERVERS);
    }
    Map<String, String> settings = new HashMap<>();
    properties.forEach(
        (name, value) -> settings.put((String) name, ((String) value).replace(ORIGINAL, PACKAGE)));
    return settings;
  }

  private static void requireSmall(Path file) {
    if (file.toFile().length() > LARGEST_FILE) {
      throw wrong(file, "more than " + LARGEST_FILE + " bytes are no settings of a client");
    }
  }

  private static IllegalArgumentException wrong(Path file, String what) {
    return new IllegalArgumentException(FILE + file + ": " + what);
  }
}
