package io.mastiff.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mastiff.event.FrozenPeriod;
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

  @Test
  void laterFieldsAreSignedToo() {
    FrozenPeriod sale =
        FrozenPeriod.newBuilder().setFromMs(1).setUntilMs(2).setWhy("a").setAuthor("b").build();
    ModelPointer signed =
        KEY.sign(
            POINTER.toBuilder()
                .setChallengerSinceMs(4)
                .addFrozen(sale)
                .setForced("c")
                .setEvidence("d")
                .build());
    List<ModelPointer.Builder> changed =
        List.of(
            signed.toBuilder().setChallengerSinceMs(0),
            signed.toBuilder().clearFrozen(),
            signed.toBuilder().addFrozen(sale),
            signed.toBuilder().setFrozen(0, sale.toBuilder().setFromMs(0)),
            signed.toBuilder().setFrozen(0, sale.toBuilder().setUntilMs(3)),
            signed.toBuilder().setFrozen(0, sale.toBuilder().setWhy("ab").setAuthor("")),
            signed.toBuilder().setForced("").setEvidence("cd"),
            signed.toBuilder().setForced(""),
            signed.toBuilder().setEvidence("e"));

    assertThat(KEY.signed(signed)).isTrue();
    assertThat(changed).noneMatch(pointer -> KEY.signed(pointer.build()));
    assertThat(KEY.signed(POINTER.toBuilder().setForced("x").build())).isFalse();
  }

  @Test
  void aTextOfAnyLengthIsCheckedAndNotSigned() {
    ModelPointer hostile = POINTER.toBuilder().setAuthor("x".repeat(1_000_000)).build();

    assertThat(KEY.signed(hostile)).isFalse();
    assertThat(KEY.signed(KEY.sign(hostile))).isTrue();
  }

  /** Streams and command lines of other versions must agree. */
  @Test
  void theSignatureStaysTheSame() {
    byte[] signature = KEY.sign(POINTER).getSignature().toByteArray();

    assertThat(HexFormat.of().formatHex(signature))
        .isEqualTo("b30e7f5208a90fc25371abc3db3b55c081816beacf77ad4d46c965fb5b98da65");
  }

  @Test
  void whatIsNoKeyIsRefused() {
    assertThatThrownBy(() -> ModelKey.of("short")).hasMessageContaining("16 to 200");
    assertThatThrownBy(() -> ModelKey.of("0123456789 abcdef")).hasMessageContaining("blanks");
  }
}
