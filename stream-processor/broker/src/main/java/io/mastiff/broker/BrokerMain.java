package io.mastiff.broker;

/** Main class of the child: Kafka's own, which ends with its parent. */
public final class BrokerMain {
  private BrokerMain() {}

  public static void main(String[] args) {
    ParentWatch.install();
    kafka.Kafka.main(args);
  }
}
