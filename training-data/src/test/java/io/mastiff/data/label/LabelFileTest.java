package io.mastiff.data.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mastiff.feature.DatasetRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelFileTest {
  @TempDir Path folder;

  private Map<String, Label> read(String text, String human, String bot)
      throws IOException, LabelException {
    return LabelFile.read(
        Files.writeString(folder.resolve("labels.csv"), text), LabelNames.of(human, bot));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s1,human\ns2,bot\n",
        "key,label\ns1,human\r\ns2,bot",
        "s1\thuman\ns2\tbot\n",
        "s1   human\ns2 bot  \n\n",
        "session;class\ns1;HUMAN\ns2;Bot",
        "\ufeffs1,human\n# a remark\ns2,bot\n",
        "\"s1\",\"human\"\n\"s2\",bot\n"
      })
  void separatorsHeadersAndCaseDoNotMatter(String text) throws Exception {
    Map<String, Label> labels = read(text, "", "");

    assertThat(labels).containsOnlyKeys("s1", "s2");
    assertThat(labels.get("s1").bot()).isFalse();
    assertThat(labels.get("s1").family()).isEqualTo(DatasetRow.SHOPPER);
    assertThat(labels.get("s2").bot()).isTrue();
    assertThat(labels.get("s2").source()).isEqualTo(LabelSource.FILE);
  }

  @Test
  void aTableIsReadByItsTitlesAndOpenRowsArePassedOver() throws Exception {
    Map<String, Label> labels =
        read(
            "address+agent;chosen;label;split;agent\n\"192.0.2.1|a;b \"\"c\"\"\";random;bot;test;a\n"
                + "192.0.2.2|d;random;;;d\n'=x|y;doubtful;human;;y\n",
            "",
            "");

    assertThat(labels).containsOnlyKeys("192.0.2.1|a;b \"c\"", "=x|y");
    assertThat(labels.get("192.0.2.1|a;b \"c\"").split()).isEqualTo("test");
    assertThatThrownBy(() -> read("session,label,why,more\ns1,,x,y\n", "", ""))
        .isInstanceOf(LabelException.class)
        .hasMessageContaining("fill the column label");
    assertThatThrownBy(() -> read("session,why,more,label\ns1,x\n", "", ""))
        .isInstanceOf(LabelException.class)
        .hasMessageContaining("line 2");
  }

  @Test
  void aBotsLabelIsItsFamilyAndSplitsHaveManyNames() throws Exception {
    Map<String, Label> labels =
        read(
            "a,Advanced_Bot,training\nb,student,validation\nc,moderate_bot,TEST\nd,student\n",
            "student",
            "advanced_bot,moderate_bot");

    assertThat(labels.get("a").family()).isEqualTo("advanced_bot");
    assertThat(labels.get("a").split()).isEqualTo("train");
    assertThat(labels.get("b").bot()).isFalse();
    assertThat(labels.get("b").split()).isEqualTo("calibrate");
    assertThat(labels.get("c").split()).isEqualTo("test");
    assertThat(labels.get("d").split()).isEmpty();
  }

  @Test
  void anAddressWithAnAgentStandsInQuotes() throws Exception {
    Map<String, Label> labels =
        read("\"203.0.113.7|Mozilla/5.0 (KHTML, like \"\"x\"\")\",bot\n", "", "");
    String key = LabelKey.ADDRESS_AGENT.of("-", "203.0.113.7", "Mozilla/5.0 (KHTML, like \"x\")");

    assertThat(labels).containsOnlyKeys(key);
  }

  @Test
  void mistakesAreNamedWithTheirPlace() {
    assertThatThrownBy(() -> read("a,human\nb,good\nc,evil\n", "", "evil"))
        .isInstanceOf(LabelException.class)
        .hasMessageContaining("neither: good;")
        .hasMessageContaining("--human");
    assertThatThrownBy(() -> read("a,human\nb,human,sometimes\n", "", ""))
        .hasMessageContaining("line 2")
        .hasMessageContaining("sometimes");
    assertThatThrownBy(() -> read("a,human\na,bot\n", "", "")).hasMessageContaining("line 2");
    assertThatThrownBy(() -> read("a,human\nb,bot,test,more\n", "", ""))
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> read("", "", "")).hasMessageContaining("no labels");
    assertThatThrownBy(() -> LabelNames.of("a,b", "b")).hasMessageContaining("b");
    assertThatThrownBy(() -> LabelFile.read(folder.resolve("none"), LabelNames.of("", "")))
        .hasMessageContaining("no such file");
  }

  @Test
  void aBinaryFileIsOneClearMistake() throws IOException {
    Path junk = Files.write(folder.resolve("junk"), new byte[5_000]);

    assertThatThrownBy(() -> LabelFile.read(junk, LabelNames.of("", "")))
        .isInstanceOf(LabelException.class);
  }
}
