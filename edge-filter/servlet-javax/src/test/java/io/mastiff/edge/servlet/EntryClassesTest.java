package io.mastiff.edge.servlet;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a container loads first can be loaded by Java 8, and needs nothing that cannot. */
class EntryClassesTest {
  private static final int JAVA_8 = 52;

  @ParameterizedTest
  @ValueSource(strings = {"MastiffFilter", "MastiffFilter$Open", "MastiffInitializer"})
  void theirFormatIsThatOfJava8(String name) throws IOException {
    try (InputStream file = MastiffFilter.class.getResourceAsStream(name + ".class");
        DataInputStream in = new DataInputStream(file)) {
      assertThat(in.readInt()).isEqualTo(0xCAFEBABE);
      in.readUnsignedShort();
      assertThat(in.readUnsignedShort()).isEqualTo(JAVA_8);
    }
  }

  @Test
  void theyNameNoClassOfALaterJava() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "javax.servlet..", "org.jspecify..")
                .or(belongToAnyOf(MastiffFilter.class, MastiffInitializer.class)))
        .check(new ClassFileImporter().importClasses(classesOfEntry()));
  }

  private static Class<?>[] classesOfEntry() {
    return new Class<?>[] {
      MastiffFilter.class, MastiffInitializer.class, MastiffFilter.class.getDeclaredClasses()[0]
    };
  }
}
