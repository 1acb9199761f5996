package io.mastiff.edge.kafka;

import io.mastiff.edge.ConnectedEngine;
import io.mastiff.edge.client.CookieKeyFile;
import io.mastiff.edge.client.CookieKeys;
import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.service.DoorServices;
import io.mastiff.event.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Connects a door to Kafka given its address alone. */
public final class KafkaEngineOpener implements ConnectedEngine.Opener {
  @Override
  public ConnectedEngine open(String kafka, String dataDir, Policy policy, DoorServices services)
      throws IOException {
    Path folder = Path.of(dataDir).toAbsolutePath();
    Files.createDirectories(folder);
    KafkaDoorSettings settings =
        new KafkaDoorSettings(
            kafka, Topics.defaults(), KafkaDoor.uniqueName(null), folder.resolve("list.snapshot"));
    CookieKeys keys = CookieKeyFile.read(folder.resolve("cookie.key"));
    return KafkaDoor.open(settings, policy, keys, services, decision -> {}, trigger -> {});
  }
}
