package io.mastiff.edge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.mastiff.edge.RequestText;
import io.mastiff.event.Outcome;
import java.math.BigDecimal;
import java.util.Optional;

/** Outcomes told by the store: bounded, and the same once written and read again. */
class OutcomeFuzzTest {
  private static final int LONGEST_REFERENCE = 100;
  private static final long MOST_CENTS = 100_000_000_000_000L;

  @FuzzTest
  void parse(byte[] input) throws InvalidProtocolBufferException {
    Optional<Outcome> read = read(RequestText.decoded(input));
    if (read.isEmpty()) {
      return;
    }
    Outcome outcome = read.get();
    assertThat(outcome.getKind()).matches("[a-z][a-z-]{1,30}");
    assertThat(outcome.getReference()).hasSizeLessThanOrEqualTo(LONGEST_REFERENCE);
    assertThat(outcome.getValueCents()).isBetween(0L, MOST_CENTS);
    assertThat(outcome.getCurrency()).matches("([A-Z]{3})?");
    assertThat(Outcome.parseFrom(outcome.toByteArray())).isEqualTo(outcome);
    String reference = outcome.getReference();
    if (!reference.contains(";")
        && reference.equals(reference.trim())
        && outcome.getValueCents() < MOST_CENTS) {
      assertThat(read(text(outcome))).hasValue(outcome);
    }
  }

  private static Optional<Outcome> read(String header) {
    return OutcomeText.parse(header, "shop", "client", 1_700_000_000_000L);
  }

  private static String text(Outcome outcome) {
    String value = BigDecimal.valueOf(outcome.getValueCents(), 2).toPlainString();
    String currency = outcome.getCurrency();
    return outcome.getKind()
        + ("; value=" + value)
        + (currency.isEmpty() ? "" : "; currency=" + currency)
        + "; reference="
        + outcome.getReference();
  }
}
