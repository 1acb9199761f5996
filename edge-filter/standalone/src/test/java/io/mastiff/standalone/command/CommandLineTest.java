package io.mastiff.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mastiff.standalone.Said;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bad input gets one clear line on standard error and exit code 2, soon. */
class CommandLineTest {
  @TempDir Path folder;

  private static String refused(String... args) {
    Said result = Said.by(args);
    assertThat(result.code()).as(result.err()).isEqualTo(2);
    assertThat(result.err().lines()).as(result.err()).hasSize(1);
    assertThat(result.err()).doesNotContain("Exception").doesNotContain("\tat ");
    return result.err();
  }

  @Test
  void unknownOptionsCommandsAndKeysAreNamed() {
    assertThat(refused("demo", "--colour")).contains("--colour");
    assertThat(refused("dance")).contains("dance");
    assertThat(refused("blocklist")).contains("show, add, lift, why, history or export");
    assertThat(refused("blocklist", "add", "planet:earth", "--reason", "x"))
        .contains("planet:earth");
    assertThat(refused("blocklist", "add", "network:0.0.0.0/0", "--reason", "x"))
        .contains("too wide");
    assertThat(refused("blocklist", "add", "address:127.0.0.1", "--reason", "x"))
        .contains("cannot be listed");
    assertThat(refused("blocklist", "add", "address:104.16.1.1", "--reason", "x"))
        .contains("content-delivery");
    assertThat(refused("blocklist", "add", "address:203.0.113.7", "--for", "soon", "--reason", "x"))
        .contains("--for soon");
    assertThat(refused("mode", "attack", "--all")).contains("attack");
    assertThat(refused("mode", "observe")).contains("--all");
    assertThat(refused("sidecar")).contains("--origin");
    assertThat(refused("sidecar", "--origin", "http://127.0.0.1:99999")).contains("99999");
    assertThat(refused("data", "simulate", "--out", "/no/such/folder/x")).contains("--out");
    assertThat(refused("privacy")).contains("find or erase");
    assertThat(refused("privacy", "find")).contains("--visitor");
    assertThat(refused("privacy", "find", "--visitor", "203.0.113.7")).contains("cookie");
    assertThat(
            refused("privacy", "erase", "--visitor", "Zm9vYmFyYmF6cXV4", "--kafka", "127.0.0.1:1"))
        .contains("127.0.0.1:1");
  }

  @Test
  @Timeout(30)
  void kafkaThatCannotBeReachedIsNamedWithinTenSeconds() {
    long start = System.nanoTime();
    assertThat(refused("blocklist", "show", "--kafka", "127.0.0.1:1")).contains("127.0.0.1:1");
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(10);
    start = System.nanoTime();
    assertThat(
            refused(
                "stream", "--kafka", "127.0.0.1:1", "--state-dir", folder.resolve("s").toString()))
        .contains("127.0.0.1:1");
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(10);
  }

  @Test
  void filesThatAreWrongAreNamed() throws Exception {
    Path yaml = Files.writeString(folder.resolve("mastiff.yaml"), "mode: attack\ncolour: red\n");
    Path notModel = Files.writeString(folder.resolve("model"), "hello");
    Path notLog = Files.writeString(folder.resolve("log"), "hello\n");

    assertThat(refused("audit", notLog.toString())).contains("not an access log");
    assertThat(refused("audit", "none.log")).contains("none.log");
    assertThat(refused("outcomes", "import", "none.csv")).contains("none.csv");
    assertThat(refused("outcomes", "import", notLog.toString())).contains("no column reference");
    assertThat(refused("outcomes", "import", notLog.toString(), "--zone", "Mars"))
        .contains("--zone Mars");
    assertThat(refused("audit", notLog.toString(), "--json", "/no/such/folder/x.json"))
        .contains("--json");
    assertThat(refused("model", "show", notModel.toString())).contains("not a model");
    assertThat(refused("model", "promote", "none")).contains("none: no such file");
    assertThat(
            refused(
                "sidecar",
                "--origin",
                "http://127.0.0.1:1",
                "--policy",
                yaml.toString(),
                "--data-dir",
                folder.resolve("d").toString()))
        .contains("mode")
        .contains("colour");
    Said check = Said.by("policy", "check", yaml.toString());
    assertThat(check.code()).isEqualTo(2);
    assertThat(check.err().lines()).hasSize(2);
  }

  @Test
  void portsInUseAndFoldersThatCannotBeWrittenAreNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertThat(refused("broker", "--port", port, "--data-dir", folder.resolve("b").toString()))
          .contains("port " + port);
      assertThat(
              refused(
                  "sidecar",
                  "--origin",
                  "http://127.0.0.1:1",
                  "--listen",
                  "127.0.0.1:" + port,
                  "--kafka",
                  "127.0.0.1:1",
                  "--data-dir",
                  folder.resolve("d").toString()))
          .contains(port);
    }
    assertThat(refused("up", "--data-dir", file.resolve("sub").toString())).contains("file");
  }

  @Test
  void helpIsThereForEveryCommand() {
    for (String command :
        new String[] {
          "demo",
          "up",
          "sidecar",
          "stream",
          "broker",
          "brain",
          "audit",
          "watch",
          "mode",
          "blocklist",
          "outcomes",
          "model",
          "data",
          "policy"
        }) {
      Said help = Said.by(command, "--help");
      assertThat(help.code()).as(command).isZero();
      assertThat(help.out()).as(command).contains("Usage: mastiff " + command);
      assertThat(help.out().lines().mapToInt(String::length).max().orElse(0))
          .as(command)
          .isLessThanOrEqualTo(90);
    }
  }

  @Test
  void theDefaultModelIsShown() {
    Said shown = Said.by("model", "show");

    assertThat(shown.code()).isZero();
    assertThat(shown.out()).contains("trees").contains("blockThreshold");
  }
}
