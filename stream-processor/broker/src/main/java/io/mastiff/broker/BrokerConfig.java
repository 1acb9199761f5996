package io.mastiff.broker;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The settings of a single KRaft node that is broker and controller, as Kafka's properties. */
final class BrokerConfig {
  private BrokerConfig() {}

  static String properties(Path data, int brokerPort, int controllerPort) {
    Map<String, String> p = new LinkedHashMap<>();
    String listeners =
        "PLAINTEXT://127.0.0.1:" + brokerPort + ",CONTROLLER://127.0.0.1:" + controllerPort;
    p.put("process.roles", "broker,controller");
    p.put("node.id", "1");
    p.put("listeners", listeners);
    p.put("advertised.listeners", listeners);
    p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("inter.broker.listener.name", "PLAINTEXT");
    p.put("controller.listener.names", "CONTROLLER");
    p.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    p.put("log.dirs", data.toString());
    quickToStart(p);
    oneReplicaOfEverything(p);
    return p.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static void quickToStart(Map<String, String> p) {
    p.put("broker.heartbeat.interval.ms", "200");
    p.put("broker.session.timeout.ms", "1000");
    p.put("num.network.threads", "2");
    p.put("num.io.threads", "4");
    p.put("background.threads", "2");
    p.put("num.recovery.threads.per.data.dir", "2");
    p.put("log.cleaner.dedupe.buffer.size", "4194304");
    p.put("log.cleaner.io.buffer.size", "262144");
    p.put("group.coordinator.threads", "1");
    p.put("share.coordinator.threads", "1");
    p.put("group.initial.rebalance.delay.ms", "0");
    p.put("group.min.session.timeout.ms", "1000");
    p.put("log.segment.bytes", "67108864");
    p.put("log.index.size.max.bytes", "1048576");
    p.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
  }

  private static void oneReplicaOfEverything(Map<String, String> p) {
    p.put("auto.create.topics.enable", "false");
    p.put("auto.leader.rebalance.enable", "false");
    p.put("default.replication.factor", "1");
    p.put("min.insync.replicas", "1");
    p.put("offsets.topic.num.partitions", "1");
    p.put("offsets.topic.replication.factor", "1");
    p.put("transaction.state.log.num.partitions", "1");
    p.put("transaction.state.log.replication.factor", "1");
    p.put("transaction.state.log.min.isr", "1");
    p.put("share.coordinator.state.topic.num.partitions", "1");
    p.put("share.coordinator.state.topic.replication.factor", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
  }

  static String logging(Path file) {
    return String.join(
        "\n",
        "status=error",
        "name=broker",
        "appender.f.type=RollingFile",
        "appender.f.name=F",
        "appender.f.fileName=" + file,
        "appender.f.filePattern=" + file + ".%i",
        "appender.f.policies.type=Policies",
        "appender.f.policies.size.type=SizeBasedTriggeringPolicy",
        "appender.f.policies.size.size=10MB",
        "appender.f.strategy.type=DefaultRolloverStrategy",
        "appender.f.strategy.max=3",
        "appender.f.layout.type=PatternLayout",
        "appender.f.layout.pattern=%d{ISO8601} %p %c{1} %m%n",
        "rootLogger.level=warn",
        "rootLogger.appenderRef.f.ref=F",
        "");
  }
}
