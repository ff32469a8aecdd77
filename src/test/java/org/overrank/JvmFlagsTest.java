package org.overrank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

/** {@code conf/jvm.args} is the one list of JVM flags; Spark's own must all be in it. */
final class JvmFlagsTest {

  @Test
  void theFileHoldsEveryFlagThatThisSparkAsksFor() throws IOException {
    List<String> flags = Files.readAllLines(Path.of("conf", "jvm.args"));

    assertThat(JavaModuleOptions.defaultModuleOptionArray()).isNotEmpty().isSubsetOf(flags);
  }
}
