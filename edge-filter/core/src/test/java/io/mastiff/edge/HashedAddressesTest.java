package io.mastiff.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.blocklist.BlockList;
import io.mastiff.edge.client.NetworkSet;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.Privacy;
import io.mastiff.edge.policy.Trust;
import io.mastiff.edge.publish.Addresses;
import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.EntryKey;
import io.mastiff.event.HashedNetwork;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.Mode;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where addresses are hashed, nothing that leaves the door tells them; entries hit all the same.
 */
class HashedAddressesTest {
  private static final String ADDRESS = "203.0.113.7";
  private static final Privacy HASHED =
      new Privacy(Privacy.Addresses.HASHED, "a-secret-of-16-chars", false, false);
  private static final Addresses SHOWN = new Addresses(HASHED);

  private final BlockList list = new BlockList();
  private final List<RequestEvent> events = new ArrayList<>();

  private DecisionEngine door(Privacy privacy, BlockList entries) {
    Trust trust =
        new Trust(
            NetworkSet.of(List.of(IpNetwork.parse("198.51.100.0/24").orElseThrow())),
            Trust.Source.PEER,
            "",
            NetworkSet.EMPTY,
            "");
    return DecisionEngine.builder()
        .policy(
            Policy.DEFAULT.toBuilder()
                .mode(Mode.ENFORCE, 100)
                .holdOut(0)
                .privacy(privacy)
                .trust(trust)
                .build())
        .blockList(entries)
        .cookieKey(new byte[32])
        .publisher(events::add)
        .build();
  }

  private RequestEvent seen(DecisionEngine door, String address, String... headers) {
    Decision decision = door.decide(Requests.get(address, "/p/1", headers));
    door.completed(decision, ResponseFacts.UNSEEN, "");
    return events.get(events.size() - 1);
  }

  private static BlocklistEntry entry(EntryKey key, Action action, Source source) {
    return BlocklistEntry.newBuilder()
        .setKey(key.text())
        .setAction(action)
        .setSource(source)
        .setNote("n")
        .setExpiresAtMs(System.currentTimeMillis() + 60_000)
        .build();
  }

  private static EntryKey key(String text) {
    return EntryKey.parse(text).orElseThrow();
  }

  private void learn(EntryKey key) {
    list.heardAt(System.currentTimeMillis());
    assertThat(list.put(entry(key, Action.BLOCK, Source.CLASSIFIER))).isTrue();
  }

  private boolean denied(DecisionEngine door, String address) {
    return door.decide(Requests.get(address, "/p/1")).denies();
  }

  @Test
  void noAddressAndNoPrefixLeavesInAnEvent() {
    DecisionEngine door = door(HASHED, list);
    RequestEvent stranger = seen(door, ADDRESS);
    Decision first = door.decide(Requests.get(ADDRESS, "/"));
    String cookie = door.cookieFor(first, false).orElseThrow().value();
    RequestEvent visitor = seen(door, "198.18.5.5", "Cookie", "mastiff=" + cookie);
    RequestEvent v6 = seen(door, "2001:db8:7:5::1");

    assertThat(stranger.getHome()).isEqualTo(stranger.getNetwork()).matches("h:[0-9a-f]{24}/24");
    assertThat(stranger.getClient()).startsWith("a:" + stranger.getNetwork() + "|");
    assertThat(visitor.getHome())
        .as("the visitor's home is its first")
        .isEqualTo(stranger.getHome());
    assertThat(v6.getNetwork()).matches("h:[0-9a-f]{24}/56");
    for (RequestEvent event : List.of(stranger, visitor, v6)) {
      assertThat(event.getAddress()).matches("h:[0-9a-f]{24}");
      assertThat(new String(event.toByteArray(), StandardCharsets.ISO_8859_1))
          .doesNotContain("203.0.113", "198.18", "2001:db8");
    }
  }

  @Test
  void whatIsSwitchedOffIsMissingAndNotEmpty() {
    RequestEvent kept = seen(door(HASHED, list), ADDRESS);
    RequestEvent told = seen(door(Privacy.DEFAULT, list), ADDRESS);

    assertThat(kept.hasLanguage()).isFalse();
    assertThat(kept.hasCountry()).isFalse();
    assertThat(told.getLanguage()).isEqualTo("de");
    assertThat(told.hasCountry()).as("no database, no country").isFalse();
  }

  @Test
  void theClientsShapeDependsOnTheLanguageOnlyWhereThatMayBeTold() {
    DecisionEngine kept = door(HASHED, list);
    DecisionEngine told = door(Privacy.DEFAULT, list);
    List<Long> shapes = new ArrayList<>();
    for (DecisionEngine door : List.of(kept, told)) {
      for (String language : List.of("de", "fr")) {
        Decision decision = door.decide(Requests.in(language, ADDRESS, "/"));
        shapes.add(decision.sighting().clientShape());
      }
    }
    assertThat(shapes.get(0)).isEqualTo(shapes.get(1)).isNotEqualTo(shapes.get(2));
    assertThat(shapes.get(2)).isNotEqualTo(shapes.get(3));
  }

  @Test
  void theDoorTellsWhichNetworksNoEntryMayName() {
    DecisionEngine door = door(HASHED, list);

    assertThat(seen(door, ADDRESS).getNetworkUnlistable()).isFalse();
    assertThat(seen(door, "198.51.100.9").getNetworkUnlistable()).as("a proxy's").isTrue();
    assertThat(seen(door, "10.1.2.3").getNetworkUnlistable()).as("private").isTrue();
    assertThat(seen(door, "104.16.1.1").getNetworkUnlistable()).as("a CDN's").isTrue();
    assertThat(seen(door(Privacy.DEFAULT, list), "10.1.2.3").getNetworkUnlistable())
        .as("told: the stream sees for itself")
        .isFalse();
  }

  @Test
  void anEntryOfAnEventsOwnAddressNetworkOrConjunctionHits() {
    DecisionEngine door = door(HASHED, list);
    RequestEvent event = seen(door, ADDRESS);
    List<String> keys =
        List.of(
            "address:" + event.getAddress(),
            "network:" + event.getNetwork(),
            "cohort:network="
                + event.getNetwork()
                + ",client-shape="
                + EntryKey.hex(event.getClientShape())
                + ",cookie=none");
    for (String key : keys) {
      learn(key(key));
      assertThat(denied(door, ADDRESS)).as(key).isTrue();
      assertThat(denied(door, "198.18.5.5")).as(key + " for others").isFalse();
      assertThat(denied(door(Privacy.DEFAULT, list), ADDRESS)).as("a door without key").isFalse();
      list.remove(Source.CLASSIFIER, key);
      assertThat(denied(door, ADDRESS)).as(key + " lifted").isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 16, 20, 24, 29, 32})
  void aNetworkOfAnyLengthHitsByItsHash(int bits) {
    learn(SHOWN.of(key("network:" + IpNetwork.of(IpAddress.parse(ADDRESS).orElseThrow(), bits))));
    DecisionEngine door = door(HASHED, list);

    assertThat(denied(door, ADDRESS)).isTrue();
    assertThat(denied(door, "198.18.5.5")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aHashedListDecidesAsTheSameListInTheClear(long seed) {
    Random random = new Random(seed);
    BlockList clear = new BlockList();
    for (int i = 0; i < 400; i++) {
      Action action = random.nextInt(4) == 0 ? Action.ALLOW : Action.BLOCK;
      EntryKey key = anyKey(random);
      if (random.nextInt(5) == 0) {
        clear.remove(Source.OPERATOR, key.text());
        list.remove(Source.OPERATOR, SHOWN.of(key).text());
      } else {
        clear.put(entry(key, action, Source.OPERATOR));
        list.put(entry(SHOWN.of(key), action, Source.OPERATOR));
      }
    }
    assertThat(list.size()).isEqualTo(clear.size());
    DecisionEngine told = door(Privacy.DEFAULT, clear);
    DecisionEngine hashed = door(HASHED, list);
    int denials = 0;
    for (int i = 0; i < 500; i++) {
      String address = anyAddress(random);
      boolean expected = denied(told, address);
      assertThat(denied(hashed, address)).as(address).isEqualTo(expected);
      denials += expected ? 1 : 0;
    }
    assertThat(denials).as("both answers occur").isBetween(25, 475);
  }

  private static String anyAddress(Random random) {
    return random.nextBoolean()
        ? String.format("203.0.%d.%d", random.nextInt(8), random.nextInt(8) * 32)
        : String.format("2001:db8:0:%x::%x", random.nextInt(8), random.nextInt(8));
  }

  private static EntryKey anyKey(Random random) {
    String address = anyAddress(random);
    if (random.nextBoolean()) {
      return key("address:" + address);
    }
    int bits = address.contains(":") ? 56 + random.nextInt(70) : 21 + random.nextInt(11);
    return key("network:" + address + "/" + bits);
  }

  @Test
  void aSnapshotKeepsHashedEntries() throws IOException {
    learn(SHOWN.of(key("network:203.0.0.0/16")));
    learn(SHOWN.of(key("address:198.18.5.5")));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    list.writeLearned(new DataOutputStream(bytes));
    BlockList restored = new BlockList();
    restored.heardAt(System.currentTimeMillis());
    restored.readLearned(
        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())),
        System.currentTimeMillis());
    DecisionEngine door = door(HASHED, restored);

    assertThat(denied(door, ADDRESS)).isTrue();
    assertThat(denied(door, "198.18.5.5")).isTrue();
    assertThat(denied(door, "198.18.5.6")).isFalse();
  }

  @Test
  void theHashIsWhatAnyToolWithTheKeyGives() {
    // printf 203.0.113.0/24 | openssl dgst -sha256 -hmac a-secret-of-16-chars | cut -c 1-24
    assertThat(SHOWN.of(IpNetwork.parse("203.0.113.0/24").orElseThrow()))
        .isInstanceOf(HashedNetwork.class)
        .hasToString("h:3d552ff5245adfcd735cd0e0/24");
  }
}
