package io.mastiff.edge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The engine knows no server, no Kafka, no training library, and does no I/O while deciding. */
@AnalyzeClasses(packages = "io.mastiff.edge", importOptions = DoNotIncludeTests.class)
class LayeringTest {
  @ArchTest
  static final ArchRule KNOWS_NO_FRAMEWORK =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta..",
              "javax.servlet..",
              "org.apache.kafka..",
              "smile..",
              "io.netty..",
              "io.mastiff.stream..",
              "io.mastiff.data..",
              "io.mastiff.training..");

  @ArchTest
  static final ArchRule STEPS_OF_A_REQUEST_DO_NO_IO =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.mastiff.edge",
              "io.mastiff.edge.answer..",
              "io.mastiff.edge.blocklist..",
              "io.mastiff.edge.capacity..",
              "io.mastiff.edge.limit..",
              "io.mastiff.edge.publish..",
              "io.mastiff.edge.route..",
              "io.mastiff.edge.rule..",
              "io.mastiff.edge.shape..",
              "io.mastiff.edge.table..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.net..", "org.xbill..", "com.maxmind..");
}
