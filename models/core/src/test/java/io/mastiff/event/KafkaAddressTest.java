package io.mastiff.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaAddressTest {
  @TempDir private Path folder;

  private String file(String text) throws Exception {
    return "file:" + Files.writeString(folder.resolve("client.properties"), text);
  }

  @Test
  void serversAreTakenAsTheyAre() {
    assertThat(KafkaAddress.settings("a:1,b:2"))
        .containsOnly(java.util.Map.entry("bootstrap.servers", "a:1,b:2"));
  }

  @Test
  void aFileSaysWhatTheClusterAsksFor() throws Exception {
    assertThat(KafkaAddress.settings(file("bootstrap.servers=a:1\nsecurity.protocol=SSL\n")))
        .containsEntry("bootstrap.servers", "a:1")
        .containsEntry("security.protocol", "SSL");
  }

  @Test
  void aFileThatIsNoneIsNamed() throws Exception {
    assertThatThrownBy(() -> KafkaAddress.settings("file:" + folder.resolve("missing")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("missing: cannot be read");
    String silent = file("security.protocol=SSL\n");
    assertThatThrownBy(() -> KafkaAddress.settings(silent))
        .hasMessageContaining("says nothing of bootstrap.servers");
    String large = file("#".repeat(70_000));
    assertThatThrownBy(() -> KafkaAddress.settings(large)).hasMessageContaining("65536 bytes");
  }
}
