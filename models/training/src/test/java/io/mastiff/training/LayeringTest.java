package io.mastiff.training;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The trainer knows the ground floor and Smile only; the native BLAS is left out. */
@AnalyzeClasses(packages = "io.mastiff.training", importOptions = DoNotIncludeTests.class)
class LayeringTest {
  @ArchTest
  static final ArchRule KNOWS_THE_GROUND_FLOOR_ONLY =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.mastiff.edge..",
              "io.mastiff.stream..",
              "io.mastiff.data..",
              "org.apache.kafka..",
              "jakarta..",
              "io.netty..");

  @Test
  void theNativeBlasIsNotOnTheClassPath() {
    assertThatThrownBy(() -> Class.forName("org.bytedeco.javacpp.Loader"))
        .isInstanceOf(ClassNotFoundException.class);
  }
}
