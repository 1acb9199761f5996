package io.mastiff.bench;

import io.mastiff.data.simulate.crowd.Arrivals;
import io.mastiff.data.simulate.crowd.Crowd;
import io.mastiff.data.simulate.family.Families;
import io.mastiff.event.RequestEvent;
import io.mastiff.feature.Baseline;
import io.mastiff.feature.SessionAccumulator;
import io.mastiff.standalone.simulate.SimulatedEvents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The events of simulated visits, people's and programs', as they come to the doors of several
 * shops, one after the other.
 *
 * <p>The same number of sessions gives the same events.
 */
final class SimulatedDay {
  private static final long SEED = 3;

  private final List<RequestEvent> events = new ArrayList<>();
  private final List<Integer> sessions = new ArrayList<>();
  private final int count;
  private final Baseline baseline;

  SimulatedDay(int most) {
    Crowd crowd = new Crowd(SEED, most, Families.shipped(), 0, Arrivals.Shape.DIURNAL);
    Map<String, Integer> numbers = new HashMap<>();
    for (long block = 0; block < crowd.blocks(); block++) {
      for (RequestEvent event : SimulatedEvents.of(crowd, block)) {
        events.add(event);
        sessions.add(numbers.computeIfAbsent(event.getClient(), any -> numbers.size()));
      }
    }
    count = numbers.size();
    baseline = baseline(crowd);
  }

  /** That of the first shop that has learned something. */
  private static Baseline baseline(Crowd crowd) {
    for (long block = 0; block < crowd.blocks(); block++) {
      Baseline learned = SimulatedEvents.baseline(crowd, block);
      if (learned != Baseline.NONE) {
        return learned;
      }
    }
    return Baseline.NONE;
  }

  List<RequestEvent> events() {
    return events;
  }

  /** The session of the event at this place, from 0. */
  int session(int place) {
    return sessions.get(place);
  }

  /** How many sessions there are. */
  int count() {
    return count;
  }

  Baseline baseline() {
    return baseline;
  }

  /** Bytes of each session's state at its end, least first. */
  int[] stateBytes() {
    SessionAccumulator[] ended = new SessionAccumulator[count];
    for (int i = 0; i < events.size(); i++) {
      int session = session(i);
      if (ended[session] == null) {
        ended[session] = new SessionAccumulator(baseline);
      }
      ended[session].add(events.get(i));
    }
    int[] bytes = new int[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = ended[i].save().getSerializedSize();
    }
    java.util.Arrays.sort(bytes);
    return bytes;
  }
}
