package io.mastiff.edge.blocklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.IpAddress;
import io.mastiff.event.IpNetwork;
import io.mastiff.event.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockListTest {
  private static final long NOW_MS = 1_700_000_000_000L;

  private final BlockList list = new BlockList();
  private final Map<String, BlocklistEntry> plain = new HashMap<>();

  private void put(String key, Action action, long expiresAtMs) {
    BlocklistEntry entry =
        BlocklistEntry.newBuilder()
            .setKey(key)
            .setAction(action)
            .setSource(Source.OPERATOR)
            .setNote("n")
            .setExpiresAtMs(expiresAtMs)
            .build();
    assertThat(list.put(entry)).isTrue();
    plain.put(key, entry);
  }

  private void remove(String key) {
    list.remove(Source.OPERATOR, key);
    plain.remove(key);
  }

  /** What a look at every entry says, as the contract has it. */
  private boolean plainlyDenied(IpAddress address, long nowMs) {
    BlocklistEntry best = null;
    int bestRank = -1;
    for (BlocklistEntry entry : plain.values()) {
      String value = entry.getKey().substring(entry.getKey().indexOf(':') + 1);
      IpNetwork network = IpNetwork.parse(value).orElseThrow();
      if (network.contains(address) && entry.getExpiresAtMs() > nowMs) {
        boolean lone = entry.getKey().startsWith("address:");
        int rank = (entry.getAction() == Action.ALLOW ? 1000 : 0) + network.bits() + (lone ? 1 : 0);
        if (rank > bestRank) {
          best = entry;
          bestRank = rank;
        }
      }
    }
    return best != null && best.getAction() != Action.ALLOW;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void aLookUpAnswersAsAPlainListWould(long seed) {
    Random random = new Random(seed);
    for (int change = 0; change < 3_000; change++) {
      String key = key(random);
      if (random.nextInt(4) == 0) {
        remove(key);
      } else {
        Action action = random.nextInt(5) == 0 ? Action.ALLOW : Action.BLOCK;
        put(key, action, NOW_MS + random.nextInt(60) * 1000L);
      }
      if (change == 2_000) {
        list.sweep(NOW_MS + 20_000);
        plain.values().removeIf(entry -> entry.getExpiresAtMs() <= NOW_MS + 20_000);
      }
    }
    assertThat(list.size()).isEqualTo(plain.size());
    int denied = 0;
    for (int i = 0; i < 2_000; i++) {
      IpAddress address = address(random);
      long now = NOW_MS + random.nextInt(60) * 1000L;
      boolean expected = plainlyDenied(address, now);
      assertThat(list.denies(address, now)).as("%s at %d", address, now).isEqualTo(expected);
      denied += expected ? 1 : 0;
    }
    assertThat(denied).as("both answers occur").isBetween(50, 1_950);
  }

  /** Few leading bits, so that prefixes nest and addresses hit. */
  private static IpAddress address(Random random) {
    return random.nextBoolean()
        ? IpAddress.v4((10L << 24) | (random.nextInt() & 0x00030f0fL))
        : IpAddress.parse(String.format("2001:db8:%x::%x", random.nextInt(8), random.nextInt(64)))
            .orElseThrow();
  }

  private static String key(Random random) {
    IpAddress address = address(random);
    if (random.nextBoolean()) {
      return "address:" + address;
    }
    int bits = address.isV4() ? random.nextInt(33) : random.nextInt(129);
    return "network:" + IpNetwork.of(address, bits);
  }

  @Test
  void aLargeListWithItsIndexAnswersTheSame() {
    Random random = new Random(7);
    for (int i = 0; i < 30_000; i++) {
      IpAddress v4 = IpAddress.v4(random.nextInt() & 0xffffffffL);
      put("network:" + IpNetwork.of(v4, 16 + random.nextInt(17)), Action.BLOCK, NOW_MS + 60_000);
    }
    int denied = 0;
    for (int i = 0; i < 300; i++) {
      IpAddress address = IpAddress.v4(random.nextInt() & 0xffffffffL);
      boolean expected = plainlyDenied(address, NOW_MS);
      assertThat(list.denies(address, NOW_MS)).isEqualTo(expected);
      denied += expected ? 1 : 0;
    }
    assertThat(denied).isPositive();
    assertThat(list.denies(IpAddress.v4(0), NOW_MS))
        .isEqualTo(plainlyDenied(IpAddress.v4(0), NOW_MS));
    IpAddress last = IpAddress.v4(0xffffffffL);
    assertThat(list.denies(last, NOW_MS)).isEqualTo(plainlyDenied(last, NOW_MS));
  }

  @Test
  void anEntryTakesAtMostFortyBytes() {
    int n = 200_000;
    for (int i = 0; i < n; i++) {
      String key =
          switch (i % 4) {
            case 0 -> "address:" + IpAddress.v4(i * 2654435761L & 0xffffffffL);
            case 1 ->
                "network:"
                    + IpNetwork.of(new IpAddress(0x2001L << 48 | (long) i << 20, 0, false), 56);
            case 2 -> "session:visitor" + i;
            default ->
                "cohort:shape=" + io.mastiff.event.EntryKey.hex(i + 1) + ",route=/p/{product}";
          };
      put(key, Action.BLOCK, NOW_MS + 60_000);
    }
    assertThat(list.size()).isEqualTo(n);
    assertThat(list.bytes() / (double) n).isLessThan(40);
  }

  @Test
  void readersSeeAStandingEntryWhileOthersComeAndGo() throws InterruptedException {
    put("network:10.0.0.0/8", Action.BLOCK, NOW_MS + 60_000);
    IpAddress inside = IpAddress.v4(10L << 24 | 77);
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger missed = new AtomicInteger();
    Thread reader =
        new Thread(
            () -> {
              while (!done.get()) {
                missed.addAndGet(list.denies(inside, NOW_MS) ? 0 : 1);
              }
            });
    reader.start();
    for (int i = 0; i < 40_000; i++) {
      put("address:" + IpAddress.v4(11L << 24 | i), Action.BLOCK, NOW_MS + 60_000);
      if (i % 3 == 0) {
        remove("address:" + IpAddress.v4(11L << 24 | i / 2));
      }
    }
    done.set(true);
    reader.join();
    assertThat(missed).hasValue(0);
  }

  @Test
  void reasonsBeyondTheBookPointToTheCommandAndAreFreedBySweeping() {
    ReasonBook book = new ReasonBook();
    for (int i = 1; i < ReasonBook.MOST; i++) {
      assertThat(book.number(java.util.List.of("reason " + i))).isEqualTo(i);
    }
    assertThat(book.number(java.util.List.of("one more"))).isZero();
    assertThat(book.reasons(0).get(0)).contains("blocklist why");
    java.util.BitSet kept = new java.util.BitSet();
    kept.set(5);
    book.keepOnly(kept);
    assertThat(book.number(java.util.List.of("one more"))).isEqualTo(1);
    assertThat(book.reasons(5)).containsExactly("reason 5");
  }

  @Test
  void whatWasWrittenIsReadAgainExceptWhatExpired() throws IOException {
    Random random = new Random(9);
    BlockList before = new BlockList();
    before.heardAt(NOW_MS);
    for (int i = 0; i < 20_000; i++) {
      String key = i % 2 == 0 ? key(random) : "session:" + Long.toHexString(random.nextLong());
      before.put(learned(key, "reason " + i % 7, NOW_MS + (i % 3 == 0 ? 60_000 : 3_600_000)));
    }
    before.put(learned("cohort:network=203.0.113.0/24,cookie=none", "cohort", NOW_MS + 3_600_000));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    before.writeLearned(new DataOutputStream(bytes));

    BlockList after = new BlockList();
    after.heardAt(NOW_MS);
    long later = NOW_MS + 120_000;
    after.readLearned(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), later);
    before.sweep(later);

    assertThat(after.size()).isEqualTo(before.size()).isGreaterThan(1_000);
    assertThat(bytes.size() / before.size()).isLessThan(60);
    for (int i = 0; i < 50_000; i++) {
      IpAddress address = IpAddress.v4(0xcb00_0000L | random.nextInt(1 << 24));
      assertThat(after.denies(address, later)).isEqualTo(before.denies(address, later));
    }
  }

  @Test
  void aDamagedListIsRefusedAndLeavesNothing() throws IOException {
    BlockList before = new BlockList();
    before.put(learned("address:203.0.113.7", "r", NOW_MS + 3_600_000));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    before.writeLearned(new DataOutputStream(bytes));
    byte[] whole = bytes.toByteArray();
    for (int end = 0; end < whole.length; end++) {
      byte[] cut = Arrays.copyOf(whole, end);
      BlockList after = new BlockList();
      assertThatThrownBy(
              () -> after.readLearned(new DataInputStream(new ByteArrayInputStream(cut)), NOW_MS))
          .isInstanceOf(IOException.class);
      assertThat(after.size()).isZero();
    }
  }

  @Test
  void anEntryOfVeryManyReasonsIsReadAgain() throws IOException {
    BlocklistEntry.Builder entry = learned("address:203.0.113.7", "", NOW_MS + 60_000).toBuilder();
    for (int i = 0; i < 500; i++) {
      entry.addReasons(io.mastiff.event.Reason.newBuilder().setText("reason " + i));
    }
    BlockList before = new BlockList();
    before.put(entry.build());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    before.writeLearned(new DataOutputStream(bytes));
    BlockList after = new BlockList();
    after.readLearned(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), NOW_MS);

    assertThat(after.size()).isEqualTo(1);
  }

  private static BlocklistEntry learned(String key, String note, long expiresAtMs) {
    return BlocklistEntry.newBuilder()
        .setKey(key)
        .setAction(Action.BLOCK)
        .setSource(Source.CLASSIFIER)
        .setNote(note)
        .setExpiresAtMs(expiresAtMs)
        .build();
  }

  @Test
  void anAddressFarAboveEveryPrefixIsJustNotListed() {
    for (int i = 1; i <= 10_000; i++) {
      put("address:2001:db8::" + Integer.toHexString(i), Action.BLOCK, NOW_MS + 60_000);
    }
    for (String far : List.of("fd12:3456:789a:1::1", "ffff::1", "::1")) {
      assertThat(list.denies(IpAddress.parse(far).orElseThrow(), NOW_MS)).as(far).isFalse();
      put("address:" + far, Action.BLOCK, NOW_MS + 60_000);
      assertThat(list.denies(IpAddress.parse(far).orElseThrow(), NOW_MS)).as(far).isTrue();
    }
  }
}
