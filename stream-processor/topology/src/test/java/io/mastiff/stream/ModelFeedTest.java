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
  private final ModelFeed feed = new ModelFeed("none:9092", Topics.defaults(), holder);
  private long offset;

  private void take(byte[] value) {
    feed.take(new ConsumerRecord<>("mastiff.models", 0, offset++, new byte[0], value));
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
}
