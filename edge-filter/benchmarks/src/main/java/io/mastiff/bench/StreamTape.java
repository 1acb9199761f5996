package io.mastiff.bench;

import io.mastiff.event.ClientKind;
import io.mastiff.event.EntryKey;
import io.mastiff.event.RequestEvent;
import io.mastiff.event.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Many open sessions at once, made of simulated visits: each begins within twenty minutes, has the
 * first events of one of the visits within five, and another name, network and shape.
 */
final class StreamTape {
  private static final int VISITS = 2_000;
  private static final int MOST_EVENTS = 8;
  private static final int SHAPES = 60;
  private static final int SPAN_MS = 1_200_000;
  private static final int LONGEST_MS = 300_000;
  private static final int SESSION_BITS = 20;
  private static final int PLACE_BITS = 4;

  private final List<List<RequestEvent>> visits = new ArrayList<>();
  private final Set<String> cohorts = new HashSet<>();
  private final int sessions;
  private final long[] order;

  /**
   * @param sessions that are open at the end, at most a million
   */
  StreamTape(int sessions) {
    this.sessions = sessions;
    SimulatedDay day = new SimulatedDay(VISITS);
    for (int i = 0; i < day.count(); i++) {
      visits.add(new ArrayList<>());
    }
    for (int i = 0; i < day.events().size(); i++) {
      List<RequestEvent> visit = visits.get(day.session(i));
      if (visit.size() < MOST_EVENTS) {
        visit.add(day.events().get(i));
      }
    }
    order = order();
  }

  private long[] order() {
    long[] times = new long[sessions * MOST_EVENTS];
    int n = 0;
    for (int session = 0; session < sessions; session++) {
      List<RequestEvent> visit = visit(session);
      long starts = Math.floorMod(session * 2_654_435_761L, SPAN_MS);
      long first = visit.get(0).getDecidedAtMs();
      for (int place = 0; place < visit.size(); place++) {
        long at = starts + Math.min(visit.get(place).getDecidedAtMs() - first, LONGEST_MS);
        times[n++] = (at << SESSION_BITS | session) << PLACE_BITS | place;
      }
    }
    long[] kept = Arrays.copyOf(times, n);
    Arrays.sort(kept);
    return kept;
  }

  private List<RequestEvent> visit(int session) {
    return visits.get(session % visits.size());
  }

  /** Number of events. */
  int size() {
    return order.length;
  }

  /** Shapes on routes that were written so far. */
  int cohorts() {
    return cohorts.size();
  }

  /** Writes all events, each under its own time from {@code startMs} on. */
  void write(String bootstrap, Topic<String, RequestEvent> topic, long startMs) {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "bootstrap.servers", bootstrap,
            "linger.ms", "20",
            "batch.size", "262144",
            "buffer.memory", "134217728",
            "enable.metrics.push", "false"));
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < order.length; i++) {
        RequestEvent event = event(i, startMs);
        producer.send(
            new ProducerRecord<>(
                topic.name(),
                null,
                event.getDecidedAtMs(),
                event.getHome(),
                topic.value().encode(event)));
      }
    }
  }

  private RequestEvent event(int number, long startMs) {
    int place = (int) (order[number] & ((1 << PLACE_BITS) - 1));
    int session = (int) (order[number] >>> PLACE_BITS & ((1 << SESSION_BITS) - 1));
    long atMs = startMs + (order[number] >>> (PLACE_BITS + SESSION_BITS));
    RequestEvent known = visit(session).get(place);
    String network =
        "%d.%d.%d.0/24".formatted(100 + session / 65_536, session / 256 % 256, session % 256);
    long shape = known.getShape() + session % SHAPES;
    cohorts.add(shape + known.getRoute());
    RequestEvent.Builder event =
        known.toBuilder()
            .setDoor("bench")
            .setSequence(number + 1)
            .setDecidedAtMs(atMs)
            .setEndedAtMs(atMs + 20)
            .setHome(network)
            .setNetwork(network)
            .setShape(shape)
            .setClient(client(known, session, network));
    if (!known.getCookieIssued().isEmpty()) {
      event.setCookieIssued("bench" + session);
    }
    return event.build();
  }

  private static String client(RequestEvent known, int session, String network) {
    return known.getClientKind() == ClientKind.SESSION
        ? "s:bench" + session
        : "a:" + network + "|" + EntryKey.hex(known.getClientShape());
  }
}
