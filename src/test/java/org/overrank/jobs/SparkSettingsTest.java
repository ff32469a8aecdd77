package org.overrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.spark.network.util.JavaUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.spark.OverrankKryoRegistrator;

/** The settings that conf/spark offers are settings of Spark, and the launcher heeds them. */
class SparkSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "laptop, local[*], 4g",
    "standalone, spark://master.example:7077, 16g",
    "yarn, yarn, 16g",
    "kubernetes, k8s://https://kubernetes.default.svc, 16g"
  })
  void everyLineIsOne(String place, String master, String memory) throws Exception {
    Path file = Path.of("conf", "spark", place + ".conf");
    Properties settings = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      settings.load(in);
    }
    assertThat(settings.stringPropertyNames())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(name).startsWith("spark."));
    String registrator = settings.getProperty("spark.kryo.registrator");
    if (registrator != null) {
      assertThat(registrator).isEqualTo(OverrankKryoRegistrator.class.getName());
    }
    for (String name : settings.stringPropertyNames()) {
      String value = settings.getProperty(name);
      if (name.endsWith(".memory") || name.endsWith("buffer.max")) {
        assertThat(JavaUtils.byteStringAsBytes(value)).as(name).isPositive();
      }
    }
    assertThat(given(file, "--master", "spark.master")).isEqualTo(master);
    assertThat(given(file, "--driver-memory", "spark.driver.memory")).isEqualTo(memory);
  }

  /** What jobs/overrank makes of the file: its function, with the file among the options. */
  private static String given(Path file, String flag, String name)
      throws IOException, InterruptedException {
    String script =
        "source <(sed -n '/^given()/,/^}/p' jobs/overrank); OPTIONS=(--properties-file \"$1\");"
            + " given \"$2\" \"$3\"";
    ShellRun run =
        ShellRun.of(Map.of(), List.of("bash", "-c", script, "bash", file.toString(), flag, name));
    assertThat(run.exit()).as(run.output()).isZero();
    return run.output().strip();
  }
}
