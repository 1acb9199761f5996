package io.mastiff.edge.servlet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The filter is thin: the engine and the servlet interface, nothing of a particular container. */
@AnalyzeClasses(packages = "io.mastiff.edge.servlet", importOptions = DoNotIncludeTests.class)
class LayeringTest {
  @ArchTest
  static final ArchRule THIN =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache..",
              "io.netty..",
              "smile..",
              "io.mastiff.stream..",
              "io.mastiff.data..",
              "io.mastiff.training..");
}
