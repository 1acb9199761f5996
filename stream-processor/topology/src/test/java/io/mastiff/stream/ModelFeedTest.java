package io.mastiff.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.mastiff.classifier.ModelReader;
import io.mastiff.classifier.file.ModelFile;
import io.mastiff.event.ModelPointer;
import io.mastiff.event.ModelRecord;
import io.mastiff.event.ModelRelease;
import io.mastiff.event.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ModelFeedTest {
  private final ModelHolder holder = new ModelHolder(ModelReader.defaultModel());
  private final ModelFeed feed = new ModelFeed("none:9092", Topics.defaults(), holder, null);
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
    release("not a model".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    take("garbage".getBytes(java.nio.charset.StandardCharsets.UTF_8));
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
    ModelFeed strict = new ModelFeed("none:9092", Topics.defaults(), holder, key);
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
    ModelFeed strict = new ModelFeed("none:9092", Topics.defaults(), holder, key);
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
}
