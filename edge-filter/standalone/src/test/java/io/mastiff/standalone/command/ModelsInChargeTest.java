package io.mastiff.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.standalone.release.Gate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelsInChargeTest {
  @Test
  void whatOthersWroteSteersNoTerminalAndFillsNoLine() {
    assertThat(ModelsInCharge.shown("\u001b[31mann\n")).isEqualTo("?[31mann?");
    assertThat(ModelsInCharge.shown("a".repeat(500))).hasSize(16);
    assertThat(ModelsInCharge.shown("0123456789abcdef")).isEqualTo("0123456789abcdef");
  }

  @Test
  void gatesFitTheTerminal() {
    List<String> lines =
        GateLines.of(
            List.of(
                new Gate("no worse", false, "a figure ".repeat(20), "do this ".repeat(20)),
                new Gate("harm", true, "fine", "")));

    assertThat(lines).allMatch(line -> line.length() <= 80);
    assertThat(lines.get(0)).startsWith("FAILS  no worse  a figure");
    assertThat(lines).contains("holds  harm      fine");
    assertThat(lines).anyMatch(line -> line.startsWith(" ".repeat(14) + "-> do this"));
  }
}
