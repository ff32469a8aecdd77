package org.overrank.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.linalg.InvalidInputException;

final class VersionsTest {
  @ParameterizedTest
  @ValueSource(strings = {"4.0.1", "4.2.0", "4.9.0-SNAPSHOT", "4.1.0-vendor7"})
  void aSparkOfTheMajorVersion_isTaken(String spark) {
    Versions.requireKnownSpark(spark);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.5.6", "5.0.0", "40.0.0", ""})
  void anotherSpark_isRefusedInOneLine(String spark) {
    assertThatThrownBy(() -> Versions.requireKnownSpark(spark))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "this jar of overrank is for Spark 4, and this is Spark %s: take a Spark 4", spark);
  }

  /** The artifact's name says it too. */
  @Test
  void theSparkOfTheBuild_isTaken_andNamedByTheArtifact() throws Exception {
    Versions.requireKnownSpark();
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<artifactId>overrank-spark4_2.13</artifactId>");
  }
}
