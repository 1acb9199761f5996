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
  static final ArchRule ONLY_THE_POLICY_READER_TOUCHES_FILES =
      noClasses()
          .that()
          .doNotHaveSimpleName("PolicyReader")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.net..");
}
