package io.mastiff.standalone.bouncer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.Formats;
import java.util.List;
import org.junit.jupiter.api.Test;

class BannedNetworkTest {
  private static final long NOW = 1_700_000_000_000L;

  private static BlocklistEntry entry(String key, Action action) {
    return BlocklistEntry.newBuilder()
        .setFormat(Formats.CURRENT)
        .setKey(key)
        .setAction(action)
        .setExpiresAtMs(NOW + 3_723_000)
        .build();
  }

  private static List<BannedNetwork> banned(BlocklistEntry... entries) {
    return BannedNetwork.of(List.of(entries));
  }

  private final List<BannedNetwork> four =
      banned(
          entry("address:203.0.113.7", Action.BLOCK),
          entry("network:198.51.100.0/24", Action.BLOCK),
          entry("address:2001:db8::7", Action.BLOCK),
          entry("network:192.0.2.0/28", Action.CHALLENGE));

  @Test
  void onlyWhatOtherDoorsCanEnforceIsAmongThem() {
    assertThat(
            banned(
                entry("session:one", Action.BLOCK),
                entry("shape:0123456789abcdef", Action.BLOCK),
                entry("cohort:shape=0123456789abcdef,cookie=none", Action.BLOCK),
                entry("address:h:00112233445566778899aabbccddeeff", Action.BLOCK),
                entry("address:203.0.113.8", Action.THROTTLE),
                entry("address:203.0.113.7", Action.BLOCK)))
        .extracting(BannedNetwork::text)
        .containsExactly("203.0.113.7");
  }

  @Test
  void anOperatorsAllowTakesOutWhatLiesInIt() {
    assertThat(
            banned(
                entry("network:203.0.113.0/24", Action.ALLOW),
                entry("address:203.0.113.7", Action.BLOCK),
                entry("network:203.0.0.0/16", Action.BLOCK)))
        .extracting(BannedNetwork::text)
        .containsExactly("203.0.0.0/16");
  }

  @Test
  void eachFormatIsWhatItsProgramReads() {
    assertThat(ExportFormat.CIDR.write(four, NOW))
        .isEqualTo("203.0.113.7/32\n198.51.100.0/24\n2001:db8::7/128\n");
    assertThat(ExportFormat.NGINX_MAP.write(four, NOW))
        .startsWith("# geo $mastiff_listed")
        .endsWith("\n203.0.113.7/32 1;\n198.51.100.0/24 1;\n2001:db8::7/128 1;\n");
    assertThat(ExportFormat.HAPROXY_MAP.write(four, NOW)).contains("\n198.51.100.0/24 block\n");
    assertThat(ExportFormat.IPSET.write(four, NOW))
        .startsWith("create mastiff4 hash:net family inet timeout 0 maxelem 1048576\n")
        .contains("\nadd mastiff4-next 203.0.113.7 timeout 3723\n")
        .contains("\nadd mastiff6-next 2001:db8::7 timeout 3723\nswap mastiff4-next mastiff4\n");
  }
}
