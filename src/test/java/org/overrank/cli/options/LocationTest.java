package org.overrank.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Paths as users write them. */
final class LocationTest {
  @Test
  void urisAndAbsolutePathsStayAsTheyAre() {
    Path folder = Path.of("conf");
    assertThat(Location.below(folder, "hdfs://h/x")).isEqualTo("hdfs://h/x");
    assertThat(Location.below(folder, "/x")).isEqualTo("/x");
    assertThat(Location.below(folder, "../x")).isEqualTo("x");
    assertThat(Location.below(null, "x")).isEqualTo("x");
  }
}
