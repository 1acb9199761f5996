package io.mastiff.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import io.mastiff.event.RequestEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.junit.jupiter.api.Test;

/** What strangers can make grow stays small. */
class BoundsTest extends StreamTest {
  private static final int EVENTS = 10_000;
  private static final int LARGEST_SESSION = 8 << 10;
  private static final int LARGEST_COHORT = 24 << 10;
  private static final int TICKS_UNTIL_SAVED = 120;

  private <M extends MessageLite> List<Integer> sizes(String store) {
    List<Integer> sizes = new ArrayList<>();
    ReadOnlyKeyValueStore<String, M> states = (ReadOnlyKeyValueStore<String, M>) stateStore(store);
    try (KeyValueIterator<String, M> all = states.all()) {
      while (all.hasNext()) {
        KeyValue<String, M> each = all.next();
        sizes.add(each.value.getSerializedSize());
      }
    }
    return sizes;
  }

  private Object stateStore(String name) {
    return driver.getAllStateStores().get(name);
  }

  @Test
  void aClientOfManyEventsTakesAFewKilobytes() {
    for (int i = 0; i < EVENTS; i++) {
      RequestEvent.Builder page = returned(page("198.51.100.0/24", 7, T + i * 20L), "one", T);
      send(page.setProduct("product " + i).setPath("/p/" + "x".repeat(i % 200) + i));
    }

    assertThat(sizes(Stores.CLIENTS)).isNotEmpty().allMatch(size -> size <= LARGEST_SESSION);
  }

  @Test
  void aCohortOfManyNetworksAndProductsTakesAtMost24Kilobytes() {
    for (int i = 0; i < EVENTS; i++) {
      String network = "%d.%d.%d.0/24".formatted(1 + i / 65_536, i / 256 % 256, i % 256);
      send(page(network, 7, T + i * 20L).setCookieIssued("c" + i).setProduct("product " + i));
      if (i % 50 == 0) {
        tick();
      }
    }
    for (int i = 0; i < TICKS_UNTIL_SAVED; i++) {
      tick();
    }

    assertThat(sizes(Stores.WINDOWS)).isNotEmpty().allMatch(size -> size <= LARGEST_COHORT);
    assertThat(sizes(Stores.WINDOWS)).as("with sets that are full").anyMatch(size -> size > 2_000);
  }
}
