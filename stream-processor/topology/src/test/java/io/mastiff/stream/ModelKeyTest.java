package io.mastiff.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mastiff.event.ModelPointer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelKeyTest {
  private static final ModelKey KEY = ModelKey.of("0123456789abcdef");
  private static final ModelPointer POINTER =
      ModelPointer.newBuilder()
          .setFormat(1)
          .setChampion("aa")
          .setChallenger("bb")
          .setPrevious("cc")
          .setAtMs(5)
          .setAuthor("ann")
          .build();

  @Test
  void noFieldCanBeChangedAfterSigning() {
    ModelPointer signed = KEY.sign(POINTER);
    List<ModelPointer.Builder> changed =
        List.of(
            signed.toBuilder().setChampion("ab"),
            signed.toBuilder().setChallenger(""),
            signed.toBuilder().setPrevious("cd"),
            signed.toBuilder().setAtMs(6),
            signed.toBuilder().setAuthor("bob"),
            signed.toBuilder().setFormat(2),
            signed.toBuilder().setChampion("aab").setChallenger("b"),
            signed.toBuilder().clearSignature());

    assertThat(KEY.signed(signed)).isTrue();
    assertThat(changed).noneMatch(pointer -> KEY.signed(pointer.build()));
    assertThat(ModelKey.of("fedcba9876543210").signed(signed)).isFalse();
  }

  /** Streams and command lines of other versions must agree. */
  @Test
  void theSignatureStaysTheSame() {
    byte[] signature = KEY.sign(POINTER).getSignature().toByteArray();

    assertThat(HexFormat.of().formatHex(signature))
        .isEqualTo("e8f35fc1cbf692a86ab2eb0199793e1b241bd14643a9586bdc20e10cbb9898fd");
  }

  @Test
  void whatIsNoKeyIsRefused() {
    assertThatThrownBy(() -> ModelKey.of("short")).hasMessageContaining("16 to 200");
    assertThatThrownBy(() -> ModelKey.of("0123456789 abcdef")).hasMessageContaining("blanks");
  }
}
