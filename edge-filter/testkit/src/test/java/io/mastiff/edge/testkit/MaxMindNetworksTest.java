package io.mastiff.edge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.network.MaxMindNetworks;
import io.mastiff.edge.network.NetworkFacts;
import io.mastiff.edge.policy.NetworkFiles;
import io.mastiff.event.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaxMindNetworksTest {
  @TempDir private Path folder;

  private Path asn(long number) throws IOException {
    MmdbWriter writer = new MmdbWriter("Test-ASN");
    writer.put("203.0.113.0/24", Map.of("autonomous_system_number", number));
    writer.put("2001:db8::/32", Map.of("autonomous_system_number", 64_500L));
    Path file = folder.resolve("asn.mmdb");
    writer.write(file);
    return file;
  }

  private static NetworkFacts of(MaxMindNetworks networks, String address) {
    return NetworkFacts.of(networks.of(IpAddress.parse(address).orElseThrow()));
  }

  @Test
  void numbersCountriesAndHidingAreFound() throws IOException {
    MmdbWriter country = new MmdbWriter("Test-Country");
    country.put("203.0.113.0/25", Map.of("country", Map.of("iso_code", "DE")));
    country.put("198.51.100.0/24", Map.of("registered_country", Map.of("iso_code", "FR")));
    Path countries = folder.resolve("country.mmdb");
    country.write(countries);
    MmdbWriter anonymous = new MmdbWriter("Test-Anonymous-IP");
    anonymous.put("203.0.113.128/25", Map.of("is_anonymous", true));
    Path hiding = folder.resolve("anonymous.mmdb");
    anonymous.write(hiding);
    MaxMindNetworks networks =
        new MaxMindNetworks(
            new NetworkFiles(
                asn(24_940).toString(), countries.toString(), hiding.toString(), List.of(64_500)));

    NetworkFacts german = of(networks, "203.0.113.7");
    assertThat(german.asn()).isEqualTo(24_940);
    assertThat(german.country()).isEqualTo("DE");
    assertThat(german.hosting()).as("a known hoster").isTrue();
    assertThat(german.anonymous()).isFalse();
    assertThat(of(networks, "203.0.113.200").anonymous()).isTrue();
    assertThat(of(networks, "203.0.113.200").country()).isEmpty();
    assertThat(of(networks, "198.51.100.1").country()).isEqualTo("FR");
    assertThat(of(networks, "2001:db8:1::1").asn()).isEqualTo(64_500);
    assertThat(of(networks, "2001:db8:1::1").hosting()).as("the policy's own").isTrue();
    assertThat(of(networks, "192.0.2.1")).isEqualTo(NetworkFacts.UNKNOWN);
    assertThat(of(networks, "0.0.0.0")).isEqualTo(NetworkFacts.UNKNOWN);
    assertThat(of(networks, "255.255.255.255")).isEqualTo(NetworkFacts.UNKNOWN);
  }

  @Test
  void aReplacedFileIsTakenInAndABrokenOneKeepsTheOld() throws IOException {
    Path file = asn(64_501);
    MaxMindNetworks networks =
        new MaxMindNetworks(new NetworkFiles(file.toString(), "", "", List.of()));
    assertThat(of(networks, "203.0.113.7").asn()).isEqualTo(64_501);

    asn(64_502);
    touch(file, 10);
    assertThat(networks.reload()).isTrue();
    assertThat(of(networks, "203.0.113.7").asn()).isEqualTo(64_502);

    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(5);
    for (int i = 0; i < 60; i++) {
      byte[] broken = java.util.Arrays.copyOf(whole, random.nextInt(whole.length));
      Files.write(file, broken);
      touch(file, 20 + i);
      networks.reload();
      assertThat(of(networks, "203.0.113.7").asn())
          .as("cut to %d", broken.length)
          .isEqualTo(64_502);
    }
    Files.delete(file);
    networks.reload();
    assertThat(of(networks, "203.0.113.7").asn()).isEqualTo(64_502);
  }

  @Test
  void aMissingFileIsLeftOut() {
    MaxMindNetworks networks =
        new MaxMindNetworks(new NetworkFiles(folder + "/none.mmdb", "", "", List.of()));
    assertThat(networks.reload()).isFalse();
    assertThat(of(networks, "203.0.113.7")).isEqualTo(NetworkFacts.UNKNOWN);
  }

  private static void touch(Path file, int seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L + seconds * 1000L));
  }
}
