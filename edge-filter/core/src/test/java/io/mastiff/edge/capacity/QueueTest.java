package io.mastiff.edge.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.EdgeClock;
import io.mastiff.edge.Requests;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.policy.PolicyException;
import io.mastiff.edge.policy.PolicyReader;
import io.mastiff.event.Action;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** Who came first gets in first, among those whom the store has no room for. */
class QueueTest {
  private static final String FIRST = "203.0.113.7";
  private static final int ROOM_OF_STRANGERS = 34;

  private long nowMs = 1_700_000_000_000L;
  private final Deque<Decision> inside = new ArrayDeque<>();
  private int others;

  private final EdgeClock clock =
      new EdgeClock() {
        @Override
        public long millis() {
          return nowMs;
        }

        @Override
        public long nanoTime() {
          return nowMs * 1_000_000;
        }
      };

  private final DecisionEngine engine = engine("");

  private DecisionEngine engine(String more) {
    try {
      Policy policy =
          PolicyReader.parse(
              "p", "mode: enforce\nholdOut: 0\ncapacity: {signal: fixed, ceiling: 40}\n" + more);
      return DecisionEngine.builder().clock(clock).policy(policy).build();
    } catch (PolicyException e) {
      throw new AssertionError(e);
    }
  }

  private Decision get(String address, String... headers) {
    Decision decision = engine.decide(Requests.get(address, "/p/1", headers));
    if (decision.action() == Action.ALLOW) {
      inside.add(decision);
    }
    return decision;
  }

  private Decision newcomer() {
    return get("198.51." + others++ + ".7");
  }

  private void oneLeaves() {
    engine.released(inside.remove(), ResponseFacts.UNSEEN);
  }

  /** Fills the room of strangers; the ticket of the one who then has to wait. */
  private String ticketOfTheFirst() {
    for (int i = 0; i < ROOM_OF_STRANGERS; i++) {
      assertThat(newcomer().action()).isEqualTo(Action.ALLOW);
    }
    Decision queued = get(FIRST);
    assertThat(queued.action()).isEqualTo(Action.QUEUE);
    String cookie = engine.answer(queued).headers().get("Set-Cookie");
    assertThat(cookie).startsWith("mastiff-queue=").contains("; HttpOnly; SameSite=Lax; Secure");
    return cookie.split(";", 2)[0];
  }

  /** Somebody new comes every second and is asked to wait. */
  private void aMinutePasses() {
    for (int i = 0; i < 60; i++) {
      nowMs += 1_000;
      assertThat(newcomer().action()).isEqualTo(Action.QUEUE);
    }
  }

  @Test
  void whoWaitedGetsInBeforeNewcomersAndOnce() {
    String ticket = ticketOfTheFirst();
    assertThat(get(FIRST, "Cookie", ticket).action()).as("too early").isEqualTo(Action.QUEUE);
    aMinutePasses();

    assertThat(newcomer().action()).as("a newcomer").isEqualTo(Action.QUEUE);
    assertThat(get(FIRST, "Cookie", ticket).action()).as("who waited").isEqualTo(Action.ALLOW);
    oneLeaves();
    assertThat(get(FIRST, "Cookie", ticket).action()).as("used").isEqualTo(Action.QUEUE);
  }

  @Test
  void aTicketIsItsHoldersOwnAndCannotBeMade() {
    String ticket = ticketOfTheFirst();
    aMinutePasses();

    assertThat(get("192.0.2.1", "Cookie", ticket).action()).isEqualTo(Action.QUEUE);
    String changed = ticket.replace(ticket.charAt(40), ticket.charAt(40) == 'A' ? 'B' : 'A');
    assertThat(get(FIRST, "Cookie", changed).action()).isEqualTo(Action.QUEUE);
    assertThat(get(FIRST, "Cookie", ticket).action()).isEqualTo(Action.ALLOW);
  }

  @Test
  void aTicketIsKeptWhileItsHolderWaits() {
    String ticket = ticketOfTheFirst();
    nowMs += 10_000;
    Decision again = get(FIRST, "Cookie", ticket);

    assertThat(again.action()).isEqualTo(Action.QUEUE);
    assertThat(engine.answer(again).headers()).doesNotContainKey("Set-Cookie");
  }

  @Test
  void whoWaitedLeavesRoomToTheClassBefore() {
    String ticket = ticketOfTheFirst();
    aMinutePasses();
    assertThat(get(FIRST, "Cookie", ticket).action()).isEqualTo(Action.ALLOW);
    Decision second = get(FIRST);
    String another = engine.answer(second).headers().get("Set-Cookie").split(";", 2)[0];
    aMinutePasses();
    assertThat(get(FIRST, "Cookie", another).action())
        .as("35 of 40 are in")
        .isEqualTo(Action.QUEUE);
  }

  @Test
  void aTicketIsGoodForTenMinutes() {
    String ticket = ticketOfTheFirst();
    nowMs += 600_001;
    assertThat(get(FIRST, "Cookie", ticket).action()).isEqualTo(Action.QUEUE);
  }

  @Test
  void noCookieIsSetWhereThePolicySetsNone() {
    DecisionEngine shy = engine("cookie: {when: never}\n");
    Decision queued = null;
    for (int i = 0; i <= ROOM_OF_STRANGERS; i++) {
      queued = shy.decide(Requests.get("198.51." + i + ".7", "/p/1"));
    }
    assertThat(queued.action()).isEqualTo(Action.QUEUE);
    assertThat(shy.answer(queued).headers()).doesNotContainKey("Set-Cookie");
  }

  @Test
  void aNetworkGetsEightTicketsAndEachTakesOneIn() {
    ticketOfTheFirst();
    int tickets = 1;
    for (int i = 0; i < 20; i++) {
      tickets += engine.answer(get(FIRST)).headers().containsKey("Set-Cookie") ? 1 : 0;
    }
    assertThat(tickets).isEqualTo(8);
  }

  @Test
  void explainingTakesNoTicket() {
    String ticket = ticketOfTheFirst();
    aMinutePasses();
    Decision explained =
        engine.explain(Requests.get(FIRST, "/p/1", "Cookie", ticket), (step, said) -> {});
    assertThat(explained.action()).isEqualTo(Action.QUEUE);
    assertThat(get(FIRST, "Cookie", ticket).action()).isEqualTo(Action.ALLOW);
  }
}
