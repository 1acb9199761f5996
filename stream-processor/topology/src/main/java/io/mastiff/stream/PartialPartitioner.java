package io.mastiff.stream;

import io.mastiff.feature.state.CohortPartial;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Brings the parts of a group's cohorts to one partition, and those of the whole site to all. */
final class PartialPartitioner implements StreamPartitioner<String, CohortPartial> {
  @Override
  public Optional<Set<Integer>> partitions(
      String topic, String key, CohortPartial value, int partitions) {
    if (CohortName.parse(value.getCohort()).kind() == CohortName.Kind.SITE) {
      Set<Integer> all = new TreeSet<>();
      for (int i = 0; i < partitions; i++) {
        all.add(i);
      }
      return Optional.of(all);
    }
    int hash = Utils.murmur2(key.getBytes(StandardCharsets.UTF_8));
    return Optional.of(Set.of(Utils.toPositive(hash) % partitions));
  }
}
