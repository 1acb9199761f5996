package io.mastiff.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.mastiff.classifier.ModelReader;
import io.mastiff.classifier.file.ModelFile;
import io.mastiff.event.FrozenPeriod;
import io.mastiff.event.ModelPointer;
import io.mastiff.event.ModelRecord;
import io.mastiff.event.ModelRelease;
import io.mastiff.event.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFeedTest {
  @TempDir private Path folder;
  private static final ModelKey KEY = ModelKey.of("0123456789abcdef");
  private final ModelHolder holder = new ModelHolder(ModelReader.defaultModel());
  private final ModelFeed feed = new ModelFeed("none:9092", Topics.defaults(), holder, null, null);
  private long offset;

  private void take(byte[] value) {
    take(feed, value);
  }

  private void take(ModelFeed into, byte[] value) {
    into.take(new ConsumerRecord<>("mastiff.models", 0, offset++, new byte[0], value));
  }

  private void release(byte[] file) {
    ModelRelease release =
        ModelRelease.newBuilder().setFormat(1).setFile(ByteString.copyFrom(file)).build();
    take(ModelRecord.newBuilder().setFormat(1).setRelease(release).build().toByteArray());
  }

  private void pointer(String champion) {
    ModelPointer pointer = ModelPointer.newBuilder().setFormat(1).setChampion(champion).build();
    take(ModelRecord.newBuilder().setFormat(1).setPointer(pointer).build().toByteArray());
  }

  private static byte[] record(ModelPointer pointer) {
    return ModelRecord.newBuilder().setFormat(1).setPointer(pointer).build().toByteArray();
  }

  private static byte[] record(byte[] file) {
    ModelRelease release =
        ModelRelease.newBuilder().setFormat(1).setFile(ByteString.copyFrom(file)).build();
    return ModelRecord.newBuilder().setFormat(1).setRelease(release).build().toByteArray();
  }

  private static byte[] other(int n) throws Exception {
    return ModelFile.parseFrom(ModelReader.defaultFile()).toBuilder()
        .setBlockThreshold(0.99 + n * 1e-4)
        .build()
        .toByteArray();
  }

  @Test
  void aReleaseIsTakenWhenThePointerNamesIt() throws Exception {
    byte[] file = other(1);
    release(file);
    assertThat(holder.champion().hash()).isNotEqualTo(ModelReader.hash(file));

    pointer(ModelReader.hash(file));
    assertThat(holder.champion().hash()).isEqualTo(ModelReader.hash(file));
  }

  @Test
  void aHostileModelIsRefusedAndTheOldOneStays() {
    String before = holder.champion().hash();
    release("not a model".getBytes(StandardCharsets.UTF_8));
    take("garbage".getBytes(StandardCharsets.UTF_8));
    take(null);
    pointer("0123456789abcdef");

    assertThat(holder.champion().hash()).isEqualTo(before);
  }

  @Test
  void onlyAFewReleasesAreRememberedAndTheChampionIsAmongThem() throws Exception {
    byte[] champion = other(0);
    release(champion);
    pointer(ModelReader.hash(champion));
    for (int i = 1; i < 40; i++) {
      release(other(i));
    }

    pointer(ModelReader.hash(other(2)));
    assertThat(holder.champion().hash()).isEqualTo(ModelReader.hash(champion));
  }

  @Test
  void aPointerWithoutTheRightSignatureIsRefusedAndTheOldModelStays() throws Exception {
    ModelKey key = ModelKey.of("0123456789abcdef");
    ModelFeed strict = new ModelFeed("none:9092", Topics.defaults(), holder, key, folder);
    String before = holder.champion().hash();
    byte[] file = other(3);
    ModelPointer pointer =
        ModelPointer.newBuilder()
            .setFormat(1)
            .setChampion(ModelReader.hash(file))
            .setAtMs(7)
            .build();
    take(strict, record(file));

    take(strict, record(pointer));
    take(strict, record(ModelKey.of("another key of mine".replace(' ', '-')).sign(pointer)));
    take(strict, record(key.sign(pointer).toBuilder().setAtMs(8).build()));
    assertThat(holder.champion().hash()).isEqualTo(before);

    take(strict, record(key.sign(pointer)));
    assertThat(holder.champion().hash()).isEqualTo(ModelReader.hash(file));
  }

  @Test
  void aSignedPointerThatIsOlderThanTheOneInForceIsRefused() throws Exception {
    ModelKey key = ModelKey.of("0123456789abcdef");
    ModelFeed strict = new ModelFeed("none:9092", Topics.defaults(), holder, key, folder);
    take(strict, record(other(1)));
    take(strict, record(other(2)));
    ModelPointer.Builder pointer = ModelPointer.newBuilder().setFormat(1);
    ModelPointer older =
        key.sign(pointer.setChampion(ModelReader.hash(other(1))).setAtMs(5).build());
    ModelPointer newer =
        key.sign(pointer.setChampion(ModelReader.hash(other(2))).setAtMs(6).build());

    take(strict, record(newer));
    take(strict, record(older));

    assertThat(holder.champion().hash()).isEqualTo(ModelReader.hash(other(2)));
  }

  @Test
  void theModelBeforeTheChampionIsKeptToGoBackTo() throws Exception {
    byte[] previous = other(0);
    byte[] champion = other(1);
    release(previous);
    release(champion);
    take(
        record(
            ModelPointer.newBuilder()
                .setFormat(1)
                .setChampion(ModelReader.hash(champion))
                .setPrevious(ModelReader.hash(previous))
                .build()));
    for (int i = 2; i < 40; i++) {
      release(other(i));
    }

    pointer(ModelReader.hash(previous));
    assertThat(holder.champion().hash()).isEqualTo(ModelReader.hash(previous));
  }

  private ModelFeed strict(ModelHolder into) {
    return new ModelFeed("none:9092", Topics.defaults(), into, KEY, folder);
  }

  private static ModelPointer.Builder champion(int n, long atMs) throws Exception {
    return ModelPointer.newBuilder()
        .setFormat(1)
        .setChampion(ModelReader.hash(other(n)))
        .setAtMs(atMs);
  }

  /** After a restart nothing newer may be left in the topic; the stream's own file remembers. */
  @Test
  void anOldPointerThatIsWrittenAgainIsRefusedAfterARestartToo() throws Exception {
    ModelFeed before = strict(holder);
    take(before, record(other(1)));
    take(before, record(other(2)));
    take(before, record(KEY.sign(champion(2, 9).build())));
    assertThat(holder.champion().hash()).isEqualTo(ModelReader.hash(other(2)));

    ModelHolder fresh = new ModelHolder(ModelReader.defaultModel());
    ModelFeed after = strict(fresh);
    take(after, record(other(1)));
    take(after, record(other(2)));
    take(after, record(KEY.sign(champion(1, 8).build())));
    assertThat(fresh.promotions()).isZero();
    take(after, record(KEY.sign(champion(2, 9).build())));
    assertThat(fresh.champion().hash()).isEqualTo(ModelReader.hash(other(2)));

    ModelKey otherKey = ModelKey.of("fedcba9876543210");
    ModelHolder third = new ModelHolder(ModelReader.defaultModel());
    ModelFeed withOther = new ModelFeed("none:9092", Topics.defaults(), third, otherKey, folder);
    take(withOther, record(other(1)));
    take(withOther, record(otherKey.sign(champion(1, 3).build())));
    assertThat(third.promotions()).as("another key begins anew").isEqualTo(1);
  }

  @Test
  void aMarkThatIsGarbageIsLeftOut() throws Exception {
    Files.writeString(folder.resolve("model-pointer"), "\u0000".repeat(1_000_000));
    ModelFeed feed = strict(holder);
    take(feed, record(other(1)));
    take(feed, record(KEY.sign(champion(1, 8).build())));

    assertThat(holder.champion().hash()).isEqualTo(ModelReader.hash(other(1)));
    assertThat(Files.readString(folder.resolve("model-pointer"))).endsWith(" 8\n");
  }

  @Test
  void aFrozenChampionStaysUnlessForced() throws Exception {
    take(record(other(1)));
    take(record(other(2)));
    FrozenPeriod sale =
        FrozenPeriod.newBuilder().setFromMs(100).setUntilMs(200).setWhy("sale").build();
    take(record(champion(1, 50).addFrozen(sale).build()));

    take(record(champion(2, 150).build()));
    assertThat(holder.champion().hash()).isEqualTo(ModelReader.hash(other(1)));
    take(record(champion(2, 160).addFrozen(sale).setForced("it blocks everybody").build()));
    assertThat(holder.champion().hash()).isEqualTo(ModelReader.hash(other(2)));
    take(record(champion(1, 200).build()));
    assertThat(holder.champion().hash()).isEqualTo(ModelReader.hash(other(1)));
  }

  @Test
  void aChallengerRunsInTheShadowOfItsChampion() throws Exception {
    take(record(other(1)));
    take(record(other(2)));
    String challenger = ModelReader.hash(other(2));
    take(record(champion(1, 5).setChallenger(challenger).setChallengerSinceMs(5).build()));
    assertThat(holder.champion().hash()).isEqualTo(ModelReader.hash(other(1)));
    assertThat(holder.challenger()).contains(challenger);

    take(record(champion(1, 6).setChallenger("0123456789abcdef").build()));
    assertThat(holder.champion().hash()).isEqualTo(ModelReader.hash(other(1)));
    assertThat(holder.challenger()).isEmpty();
  }

  @Test
  void pointersOfHostileSizesAndNamesAreRefused() throws Exception {
    take(record(other(1)));
    String before = holder.champion().hash();
    ModelPointer.Builder many = champion(1, 5);
    for (int i = 0; i <= ModelFreeze.MOST; i++) {
      many.addFrozen(FrozenPeriod.getDefaultInstance());
    }
    String text = "x".repeat(1_000_000);

    take(record(many.build()));
    take(record(champion(1, 5).setForced(text).build()));
    take(record(champion(1, 5).setEvidence(text).build()));
    take(record(champion(1, 5).setAuthor(text).build()));
    take(record(champion(1, 5).setChallenger("../../etc").build()));
    take(record(champion(1, 5).setPrevious(text).build()));
    take(record(champion(1, 5).addFrozen(FrozenPeriod.newBuilder().setWhy(text)).build()));
    assertThat(holder.champion().hash()).isEqualTo(before);
    take(record(champion(1, 5).build()));
    assertThat(holder.champion().hash()).isEqualTo(ModelReader.hash(other(1)));
  }
}
