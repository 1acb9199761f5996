package io.mastiff.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The roof may use everything but the trainer, and nothing under it uses the roof. */
@AnalyzeClasses(packages = "io.mastiff", importOptions = DoNotIncludeTests.class)
class LayeringTest {
  @ArchTest
  static final ArchRule THE_PRODUCT_NEVER_CARRIES_SMILE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.mastiff.training..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("smile..", "io.mastiff.training..");

  @ArchTest
  static final ArchRule NOTHING_DEPENDS_ON_THE_ROOF =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.mastiff.standalone..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.mastiff.standalone..");
}
