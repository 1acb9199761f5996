package io.mastiff.stream;

import com.google.protobuf.ByteString;
import io.mastiff.classifier.ModelException;
import io.mastiff.classifier.ModelReader;
import io.mastiff.event.Formats;
import io.mastiff.event.FrozenPeriod;
import io.mastiff.event.ModelPointer;
import io.mastiff.event.ModelRelease;
import io.mastiff.event.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes who is in charge: one pointer record, and before it the releases that it names, so that a
 * stream that starts anew finds them.
 *
 * <p>With a key the pointer is signed, and one that this key did not sign is not built upon. In a
 * frozen period the champion and its shadow change only with a reason to force it.
 */
public final class ModelPublisher {
  /** Key of the one record that says who is in charge. */
  public static final String POINTER = "pointer";

  private final ModelTopic topic;
  private final ModelWriter writer;
  private final Clock clock;
  private final @Nullable ModelKey key;
  private final Consumer<ModelPointer> before;

  /**
   * A publisher.
   *
   * @param key what pointers are signed with, or null for unsigned ones
   */
  public ModelPublisher(String bootstrap, Topics topics, Clock clock, @Nullable ModelKey key) {
    this(bootstrap, topics, clock, key, pointer -> {});
  }

  /**
   * A publisher that tells what it builds on.
   *
   * @param before takes the pointer that a change builds on, before it is written
   */
  public ModelPublisher(
      String bootstrap,
      Topics topics,
      Clock clock,
      @Nullable ModelKey key,
      Consumer<ModelPointer> before) {
    this.topic = new ModelTopic(bootstrap, topics);
    this.writer = new ModelWriter(bootstrap, topics);
    this.clock = clock;
    this.key = key;
    this.before = before;
  }

  /** Publishes a model file and has it run in the champion's shadow; returns its hash. */
  public String shadow(byte[] file, ModelChange change)
      throws ModelException, InterruptedException, ExecutionException, TimeoutException {
    String hash = ModelReader.read(file).hash();
    ModelPointer now = inForce(change);
    requireThawed(now, change);
    if (now.getChampion().equals(hash)) {
      throw new ModelException("model " + hash + " is in charge already");
    }
    write(
        now.toBuilder().setChallenger(hash).setChallengerSinceMs(clock.millis()),
        now,
        change,
        file);
    return hash;
  }

  /**
   * Publishes a model file and makes it the champion; returns its hash. The first promotion
   * publishes the model that ships too, so that there is something to go back to.
   */
  public String promote(byte[] file, ModelChange change)
      throws ModelException, InterruptedException, ExecutionException, TimeoutException {
    String hash = ModelReader.read(file).hash();
    ModelPointer now = inForce(change);
    requireThawed(now, change);
    write(inCharge(now, hash), now, change, file);
    return hash;
  }

  /** Makes the challenger the champion, if it still is the one that was judged. */
  public String promoteChallenger(String judged, ModelChange change)
      throws ModelException, InterruptedException, ExecutionException, TimeoutException {
    ModelPointer now = inForce(change);
    if (!now.getChallenger().equals(judged)) {
      throw new ModelException("model " + judged + " is not in shadow any more; look again");
    }
    requireThawed(now, change);
    requireHere(judged);
    write(inCharge(now, judged), now, change, null);
    return judged;
  }

  /** Puts the release before the present one in charge again; returns its hash. */
  public String rollback(ModelChange change)
      throws ModelException, InterruptedException, ExecutionException, TimeoutException {
    ModelTopic.Standing known = standing(change);
    if (known.pointer().isEmpty()) {
      throw new ModelException("no model was promoted; nothing to go back to");
    }
    ModelPointer now =
        known
            .trusted()
            .orElseThrow(
                () ->
                    new ModelException(
                        "the pointer in charge is not signed with this key; promote a file instead"));
    requireThawed(now, change);
    String back = now.getPrevious();
    if (back.isEmpty()) {
      throw new ModelException("the topic names no model before " + now.getChampion());
    }
    requireHere(back);
    write(inCharge(now, back), now, change, null);
    return back;
  }

  /** Takes the challenger out of the champion's shadow, in a freeze too; returns its hash. */
  public String withdraw(ModelChange change)
      throws ModelException, InterruptedException, ExecutionException, TimeoutException {
    ModelPointer now = inForce(change);
    if (now.getChallenger().isEmpty()) {
      throw new ModelException("no model is in shadow");
    }
    write(now.toBuilder().clearChallenger().clearChallengerSinceMs(), now, change, null);
    return now.getChallenger();
  }

  /** Adds a period in which the champion stays. */
  public void freeze(FrozenPeriod period, String author)
      throws ModelException, InterruptedException, ExecutionException, TimeoutException {
    ModelPointer now = inForce(ModelChange.by(author));
    List<FrozenPeriod> periods = new ArrayList<>(ModelFreeze.notOver(now, clock.millis()));
    periods.add(period);
    if (periods.size() > ModelFreeze.MOST) {
      throw new ModelException(
          "the calendar holds " + ModelFreeze.MOST + " periods; take some out");
    }
    writePeriods(now, periods, author);
  }

  /** Takes out the periods that hold now, or all; returns how many. */
  public int unfreeze(boolean all, String author)
      throws ModelException, InterruptedException, ExecutionException, TimeoutException {
    ModelPointer now = inForce(ModelChange.by(author));
    long ms = clock.millis();
    List<FrozenPeriod> known = ModelFreeze.notOver(now, ms);
    List<FrozenPeriod> left = known.stream().filter(p -> !all && p.getFromMs() > ms).toList();
    if (left.size() < known.size()) {
      writePeriods(now, left, author);
    }
    return known.size() - left.size();
  }

  private void writePeriods(ModelPointer now, List<FrozenPeriod> periods, String author)
      throws ModelException, InterruptedException, ExecutionException, TimeoutException {
    ModelPointer.Builder next = now.toBuilder().clearFrozen().addAllFrozen(periods);
    write(next, now, new ModelChange(author, now.getForced(), now.getEvidence()), null);
  }

  /** A pointer that another key signed would be lost to its holders when it is written over. */
  private ModelTopic.Standing standing(ModelChange change) throws ModelException {
    ModelTopic.Standing now = topic.read(key);
    if (now.strange() && change.forced().isEmpty()) {
      throw new ModelException(
          key == null
              ? "the newest pointer is signed; give its key"
              : "the newest pointer is not signed with this key; give the right one, or put a model"
                  + " in charge with --force");
    }
    Optional<ModelTopic.Release> later = now.passedOver();
    if (later.isPresent() && change.forced().isEmpty()) {
      throw new ModelException(
          "the pointer of %s does not name the later release %s of %s: an old one may have been"
                  .formatted(
                      now.trusted().map(p -> Instant.ofEpochMilli(p.getAtMs())).orElseThrow(),
                      later.get().hash(),
                      Instant.ofEpochMilli(later.get().releasedAtMs()))
              + " written again; put the right model in charge with --force --why TEXT");
    }
    return now;
  }

  /** The pointer in force; where none is, one that names the model that ships. */
  private ModelPointer inForce(ModelChange change) throws ModelException {
    return standing(change)
        .trusted()
        .orElseGet(
            () ->
                ModelPointer.newBuilder()
                    .setChampion(ModelReader.hash(ModelReader.defaultFile()))
                    .build());
  }

  private static ModelPointer.Builder inCharge(ModelPointer now, String hash) {
    ModelPointer.Builder next = now.toBuilder().setChampion(hash);
    if (!now.getChampion().equals(hash)) {
      next.setPrevious(now.getChampion());
    }
    return next.clearChallenger().clearChallengerSinceMs();
  }

  private void requireThawed(ModelPointer now, ModelChange change) throws ModelException {
    Optional<FrozenPeriod> frozen = ModelFreeze.at(now, clock.millis());
    if (frozen.isPresent() && change.forced().isEmpty()) {
      throw new ModelException(
          "frozen until %s by %s (%s); wait, or `model unfreeze`, or --force --why TEXT"
              .formatted(
                  Instant.ofEpochMilli(frozen.get().getUntilMs()),
                  frozen.get().getAuthor(),
                  frozen.get().getWhy()));
    }
  }

  private void requireHere(String hash) throws ModelException {
    byte[] file =
        topic
            .release(hash)
            .orElseThrow(
                () -> new ModelException("release " + hash + " is not in the topic any more"))
            .getFile()
            .toByteArray();
    ModelReader.read(file);
  }

  /** The pointer is later than the one before it also where that one's clock was fast. */
  private void write(
      ModelPointer.Builder next, ModelPointer now, ModelChange change, byte @Nullable [] file)
      throws InterruptedException, ExecutionException, TimeoutException {
    before.accept(now);
    ModelPointer pointer =
        next.setFormat(Formats.CURRENT)
            .setAtMs(Math.max(clock.millis(), now.getAtMs() + 1))
            .setAuthor(change.author())
            .setForced(change.forced())
            .setEvidence(change.evidence())
            .clearSignature()
            .build();
    List<ModelRelease> releases = new ArrayList<>(named(pointer));
    if (file != null) {
      releases.add(release(file, pointer));
    }
    writer.write(key == null ? pointer : key.sign(pointer), releases);
  }

  /** The releases that a pointer names, as far as they are known. */
  private List<ModelRelease> named(ModelPointer pointer) {
    byte[] shipped = ModelReader.defaultFile();
    List<ModelRelease> releases = new ArrayList<>();
    for (String hash :
        List.of(pointer.getPrevious(), pointer.getChampion(), pointer.getChallenger())) {
      Optional<ModelRelease> known = topic.release(hash);
      if (known.isPresent()) {
        releases.add(known.get());
      } else if (hash.equals(ModelReader.hash(shipped))) {
        releases.add(release(shipped, pointer));
      }
    }
    return releases;
  }

  /** Of the pointer's time: a release later than the newest pointer was named by another. */
  private static ModelRelease release(byte[] file, ModelPointer pointer) {
    return ModelRelease.newBuilder()
        .setFormat(Formats.CURRENT)
        .setHash(ModelReader.hash(file))
        .setFile(ByteString.copyFrom(file))
        .setReleasedAtMs(pointer.getAtMs())
        .setAuthor(pointer.getAuthor())
        .build();
  }
}
