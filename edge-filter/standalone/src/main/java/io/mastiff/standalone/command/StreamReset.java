package io.mastiff.standalone.command;

import io.mastiff.broker.BrokerException;
import io.mastiff.broker.Cluster;
import io.mastiff.standalone.Folders;
import io.mastiff.standalone.UserError;
import io.mastiff.stream.ScoringTopology;
import io.mastiff.stream.StreamSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Lets a stream begin anew: its group's offsets, its topics of state and its folder are deleted.
 */
final class StreamReset {
  private static final int PATIENCE_S = 20;

  /** An instance that has stopped is a member for ten seconds more. */
  private static final int TURNS_TO_LEAVE = 13;

  private final StreamSettings settings;
  private final Admin admin;
  private final List<String> done = new ArrayList<>();

  private StreamReset(StreamSettings settings, Admin admin) {
    this.settings = settings;
    this.admin = admin;
  }

  /** Does it, and says line by line what was deleted. */
  static List<String> run(StreamSettings settings) throws BrokerException, InterruptedException {
    try (Admin admin = Cluster.admin(settings.bootstrap())) {
      StreamReset reset = new StreamReset(settings, admin);
      reset.requireNobody();
      reset.forgetOffsets();
      reset.deleteTopics();
      reset.deleteFolder();
      return reset.done;
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new BrokerException("--reset: " + e.getMessage(), e);
    }
  }

  private void requireNobody() throws InterruptedException, ExecutionException, TimeoutException {
    List<String> running = members();
    for (int turn = 0; !running.isEmpty() && turn < TURNS_TO_LEAVE; turn++) {
      TimeUnit.SECONDS.sleep(1);
      running = members();
    }
    if (!running.isEmpty()) {
      throw new UserError(
          "--reset: still running: " + String.join(", ", running) + "; stop all instances");
    }
  }

  /** Names of the threads that the group knows. */
  private List<String> members() throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return admin
          .describeConsumerGroups(Set.of(settings.applicationId()))
          .all()
          .get(PATIENCE_S, TimeUnit.SECONDS)
          .values()
          .stream()
          .flatMap(group -> group.members().stream())
          .map(member -> member.groupInstanceId().orElse(member.consumerId()))
          .sorted()
          .toList();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return List.of();
      }
      throw e;
    }
  }

  private void forgetOffsets() throws InterruptedException, ExecutionException, TimeoutException {
    try {
      admin
          .deleteConsumerGroups(Set.of(settings.applicationId()))
          .all()
          .get(PATIENCE_S, TimeUnit.SECONDS);
      done.add("reset: group " + settings.applicationId() + " forgotten");
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof GroupIdNotFoundException)) {
        throw e;
      }
    }
  }

  private void deleteTopics() throws InterruptedException, ExecutionException, TimeoutException {
    List<String> ours = new ArrayList<>();
    ours.add(ScoringTopology.cohortPartials(settings.topics()).name());
    for (String store : ScoringTopology.stores()) {
      ours.add(settings.applicationId() + "-" + store + "-changelog");
    }
    Set<String> present = admin.listTopics().names().get(PATIENCE_S, TimeUnit.SECONDS);
    ours.retainAll(present);
    admin.deleteTopics(ours).all().get(PATIENCE_S, TimeUnit.SECONDS);
    while (admin.listTopics().names().get(PATIENCE_S, TimeUnit.SECONDS).stream()
        .anyMatch(ours::contains)) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    done.add("reset: %d topics of state deleted".formatted(ours.size()));
  }

  private void deleteFolder() {
    Path state = settings.stateDir().resolve(settings.applicationId());
    if (Files.exists(state)) {
      Folders.delete(state);
    }
    done.add("reset: state in " + settings.stateDir() + " deleted");
    done.add("reset: delete the state folders of other instances before you start them");
  }
}
