package io.mastiff.standalone.dataset;

import com.dynatrace.hash4j.hashing.Hashing;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import io.mastiff.data.dataset.EventSorter;
import io.mastiff.data.dataset.EventSorter.Entry;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.Baseline;
import io.mastiff.feature.BaselineLearner;
import io.mastiff.feature.state.BaselineState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What people of the training split have in common, learned several times: from all of them for the
 * model, and without one part of the clients each for the sessions of that part, so that no session
 * is measured against what it, or another of its client, has taught.
 *
 * <p>In the order of time; what is {@value #HALF_LIFE_DAYS} days old counts half. From under
 * {@value #FEWEST} sessions nothing is learned. Bounded: one learner at a time (at most 400,000
 * products, about 40 MB) and {@value #PARTS} tables of at most 200,000 products (2.4 MB each).
 */
final class LearnedBaselines {
  static final int PARTS = 5;
  static final int FEWEST = 100;
  static final int HALF_LIFE_DAYS = 14;
  private static final int NO_PART = -1;
  private static final long DAY_MS = 86_400_000;

  private final List<Baseline> withoutPart = new ArrayList<>();
  private Optional<BaselineState> whole = Optional.empty();
  private long sessions;

  private LearnedBaselines() {}

  /** Part of a client: all its sessions are in one. */
  static int part(String client) {
    long hash = Hashing.komihash5_0().hashCharsToLong("baseline|" + client);
    return (int) Long.remainderUnsigned(hash, PARTS);
  }

  /**
   * Learns from buyers in the order of time.
   *
   * @param buyers sessions by their beginning; the label of an entry is its client's part
   */
  static LearnedBaselines of(EventSorter buyers) throws IOException {
    LearnedBaselines learned = new LearnedBaselines();
    Learning all = new Learning(NO_PART);
    all.read(buyers);
    learned.sessions = all.sessions;
    if (all.sessions < FEWEST) {
      return learned;
    }
    learned.whole = Optional.of(all.learner.state());
    for (int part = 0; part < PARTS; part++) {
      Learning others = new Learning(part);
      others.read(buyers);
      learned.withoutPart.add(Baseline.of(others.learner.state()));
    }
    return learned;
  }

  /** What this client's sessions are measured against. */
  Baseline forClient(String client) {
    return withoutPart.isEmpty() ? Baseline.NONE : withoutPart.get(part(client));
  }

  /** What goes into the model; empty where there was too little to learn from. */
  Optional<BaselineState> whole() {
    return whole;
  }

  /** One line that says what was learned. */
  String text() {
    return whole
        .map(
            state ->
                "learned from %d sessions of people: %d products"
                    .formatted(sessions, state.getProductsCount()))
        .orElse(
            "none: %d sessions of people to learn from, needs %d; what is"
                    .formatted(sessions, FEWEST)
                + "\n           measured against it is missing");
  }

  void describe(ObjectNode to) {
    ObjectNode node = to.putObject("baseline");
    node.put("learned", whole.isPresent()).put("sessions", sessions);
    node.put("products", whole.map(BaselineState::getProductsCount).orElse(0));
    node.put("halfLifeDays", HALF_LIFE_DAYS).put("parts", PARTS);
  }

  /** Goes once through the buyers of all parts but one. */
  private static final class Learning {
    private final BaselineLearner learner = new BaselineLearner();
    private final int without;
    private final List<RequestEvent> session = new ArrayList<>();
    private String open = "";
    private long day = Long.MIN_VALUE;
    private long sessions;

    Learning(int without) {
      this.without = without;
    }

    void read(EventSorter buyers) throws IOException {
      buyers.read(this::take);
      end();
    }

    private void take(Entry entry) throws IOException {
      if (entry.label() == without) {
        return;
      }
      if (!entry.session().equals(open)) {
        end();
        open = entry.session();
        comeTo(Math.floorDiv(entry.atMs(), DAY_MS));
      }
      try {
        session.add(RequestEvent.parseFrom(entry.event()));
      } catch (InvalidProtocolBufferException e) {
        throw new IOException("the sorted events are damaged: " + e.getMessage(), e);
      }
    }

    private void comeTo(long today) {
      if (day != Long.MIN_VALUE && today > day) {
        learner.age((double) HALF_LIFE_DAYS / (today - day));
      }
      day = today;
    }

    private void end() {
      if (!session.isEmpty()) {
        learner.add(session);
        sessions++;
        session.clear();
      }
    }
  }
}
