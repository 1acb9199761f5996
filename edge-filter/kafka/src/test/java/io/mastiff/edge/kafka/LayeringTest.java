package io.mastiff.edge.kafka;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The door's Kafka code needs Kafka's client only: no Streams, no broker, no server. */
@AnalyzeClasses(packages = "io.mastiff.edge.kafka", importOptions = DoNotIncludeTests.class)
class LayeringTest {
  @ArchTest
  static final ArchRule CLIENT_ONLY =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka.streams..",
              "kafka..",
              "io.mastiff.stream..",
              "io.mastiff.broker..",
              "io.mastiff.data..",
              "smile..",
              "jakarta..",
              "io.netty..");
}
