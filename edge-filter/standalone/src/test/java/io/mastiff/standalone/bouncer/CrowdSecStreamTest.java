package io.mastiff.standalone.bouncer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mastiff.event.Action;
import io.mastiff.event.IpNetwork;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CrowdSecStreamTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final long LATER = NOW + CrowdSecStream.REPEATED.toMillis() + 1;

  private final ListChanges changes = new ListChanges();
  private final CrowdSecStream stream = new CrowdSecStream(new ObjectMapper(), changes);

  private static BannedNetwork banned(String network, Action action) {
    return new BannedNetwork(IpNetwork.parse(network).orElseThrow(), action, NOW + 3_723_000);
  }

  private final BannedNetwork address = banned("203.0.113.7/32", Action.BLOCK);
  private final BannedNetwork network = banned("198.51.100.0/24", Action.BLOCK);

  @BeforeEach
  void list() {
    changes.see(List.of(address, network), NOW);
  }

  private JsonNode ask(String bouncer, long atMs) {
    return stream.answer(bouncer, false, Set.of(), atMs);
  }

  @Test
  void aNewBouncerGetsAllAsCrowdSecWritesIt() {
    JsonNode first = stream.answer("one", true, Set.of(), NOW).path("new");

    assertThat(first).hasSize(2);
    assertThat(first.get(0).path("type").asText()).isEqualTo("ban");
    assertThat(first.get(0).path("scope").asText()).isEqualTo("Ip");
    assertThat(first.get(0).path("value").asText()).isEqualTo("203.0.113.7");
    assertThat(first.get(0).path("duration").asText()).isEqualTo("1h2m3s");
    assertThat(first.get(1).path("scope").asText()).isEqualTo("Range");
    assertThat(stream.answer("two", true, Set.of("range"), NOW).path("new")).hasSize(1);
  }

  @Test
  void anAnswerThatWasLostIsMadeGoodByTheNextOnes() {
    ask("one", NOW);
    changes.see(List.of(network), NOW + 1_000);

    for (String bouncer : List.of("one", "its twin", "one")) {
      assertThat(ask(bouncer, NOW + 2_000).path("deleted")).hasSize(1);
    }
  }

  @Test
  void whatIsOldIsNotRepeatedButToWhomWasSilent() {
    ask("one", LATER - 1_000);
    assertThat(ask("one", LATER).path("new")).isEmpty();

    assertThat(ask("silent", LATER).path("new")).hasSize(2);
  }

  @Test
  void aBanThatBecomesAQuestionIsTakenBack() {
    ask("one", NOW);
    changes.see(List.of(banned("203.0.113.7/32", Action.CHALLENGE), network), LATER);

    JsonNode answer = ask("one", LATER);
    assertThat(answer.path("deleted").get(0).path("type").asText()).isEqualTo("ban");
  }

  @Test
  void theBouncerThatWasSilentLongestIsForgotten() {
    for (int i = 0; i <= CrowdSecStream.MOST_BOUNCERS; i++) {
      ask("bouncer " + i, LATER);
    }

    assertThat(ask("bouncer 1", LATER).path("new")).isEmpty();
    assertThat(ask("bouncer 0", LATER).path("new")).hasSize(2);
  }

  @Test
  void whatLeftIsBounded() {
    for (int i = 0; i < ListChanges.MOST_DEPARTED + 100; i++) {
      String one = "10.%d.%d.%d/32".formatted(i >> 16, i >> 8 & 255, i & 255);
      changes.see(List.of(banned(one, Action.BLOCK)), LATER);
    }

    assertThat(changes.leftSince(0)).hasSize(ListChanges.MOST_DEPARTED);
  }
}
