package io.mastiff.edge.crawler.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FetchedKeysTest {
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final FetchedKeys keys =
      new FetchedKeys(HttpClient::newHttpClient, waiting::add, address -> true);

  @Test
  void onlyThoseWhoAreNamedNowAreAsked() {
    assertThat(keys.keys("bots.example", 1)).as("a stranger's").isEmpty();
    assertThat(waiting).isEmpty();

    keys.ask(Set.of("bots.example"));
    assertThat(keys.keys("bots.example", 1)).as("being fetched").isNull();
    assertThat(waiting).hasSize(1);

    keys.ask(Set.of("other.example"));
    assertThat(keys.keys("bots.example", 1)).as("named no longer").isEmpty();
    keys.ask(Set.of("bots.example"));
    assertThat(keys.keys("bots.example", 1)).as("fetched anew").isNull();
    assertThat(waiting).hasSize(2);
  }
}
