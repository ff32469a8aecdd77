package org.overrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jobs/wheel}: the same bytes again, and the jar in them. */
@Tag("cluster")
final class WheelIT {
  @TempDir Path directory;

  @Test
  void theWheel_isTheSameTwice_andHoldsTheJar() throws Exception {
    assumeTrue(
        ShellRun.of("/usr/bin/python3", "-c", "import build, setuptools, wheel").exit() == 0);
    byte[] first = built();
    assertThat(built()).isEqualTo(first);
    Path wheel = Files.write(directory.resolve("overrank.zip"), first);
    assertThat(
            ShellRun.of("python3", "-m", "zipfile", "-e", wheel.toString(), directory.toString()))
        .extracting(ShellRun::exit)
        .isEqualTo(0);
    ShellRun asked =
        ShellRun.of(
            Map.of(
                "PYTHONPATH", directory + ":src/test/resources/org/overrank/ml/pyspark-stand-in"),
            List.of("python3", "-B", "-c", "import overrank; print(overrank.jar_path())"));
    assertThat(asked.exit()).as(asked.output()).isZero();
    assertThat(Path.of(asked.output().strip()))
        .startsWith(directory)
        .hasSameBinaryContentAs(Path.of(System.getProperty("overrank.jar")));
  }

  private static byte[] built() throws IOException, InterruptedException {
    ShellRun run = ShellRun.of("jobs/wheel");
    assertThat(run.exit()).as(run.output()).isZero();
    return Files.readAllBytes(Path.of(run.output().strip()));
  }
}
