package io.mastiff.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.event.Action;
import io.mastiff.event.BlocklistEntry;
import io.mastiff.event.PageType;
import io.mastiff.event.Reason;
import io.mastiff.event.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An entry that turns out to meet people blocks no longer. */
class SoftenedTest extends StreamTest {
  private static final long FLEET = 0xf1ee7L;

  private static String net(int i) {
    return "198." + i / 250 % 250 + "." + i % 250 + ".0/24";
  }

  private List<BlocklistEntry> cohortEntries() {
    return entries().stream().filter(entry -> entry.getSource() == Source.COHORT).toList();
  }

  private void fleet(int from, int to) {
    for (int i = from; i < to; i++) {
      send(page(net(i), FLEET, T + i * 50L).setCookieIssued("c" + i));
      if (i % 5 == 0) {
        tick();
      }
    }
  }

  @Test
  void anOrderThatBeganWithSuchAPageTurnsBlockingIntoAsking() {
    fleet(0, 160);
    BlocklistEntry blocked = cohortEntries().get(0);
    assertThat(blocked.getAction()).isEqualTo(Action.BLOCK);

    long later = T + 9_000;
    send(returned(page(net(3), FLEET, later), "c3", later - 8_800).setRoute("/cart"));
    send(
        returned(page(net(3), FLEET, later + 10), "c3", later - 8_800)
            .setRoute("/order")
            .setProduct("")
            .setPageType(PageType.ORDER_CONFIRMED));
    for (int i = 0; i < 8; i++) {
      tick();
    }

    List<BlocklistEntry> after = cohortEntries();
    assertThat(after).hasSize(1);
    assertThat(after.get(0).getKey()).isEqualTo(blocked.getKey());
    assertThat(after.get(0).getAction()).isEqualTo(Action.CHALLENGE);
    assertThat(after.get(0).getExpiresAtMs()).isEqualTo(blocked.getExpiresAtMs());
    assertThat(after.get(0).getReasonsList())
        .extracting(Reason::getText)
        .singleElement()
        .asString()
        .contains("1 orders began with such a page");
  }

  @Test
  void aFleetThatNobodyBuysBehindStaysBlocked() {
    fleet(0, 240);

    assertThat(cohortEntries()).extracting(BlocklistEntry::getAction).containsOnly(Action.BLOCK);
  }
}
