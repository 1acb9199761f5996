package io.mastiff.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModelsInChargeTest {
  @Test
  void whatOthersWroteSteersNoTerminalAndFillsNoLine() {
    assertThat(ModelsInCharge.shown("\u001b[31mann\n")).isEqualTo("?[31mann?");
    assertThat(ModelsInCharge.shown("a".repeat(500))).hasSize(16);
    assertThat(ModelsInCharge.shown("0123456789abcdef")).isEqualTo("0123456789abcdef");
  }
}
