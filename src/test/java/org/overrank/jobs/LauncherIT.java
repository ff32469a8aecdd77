package org.overrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jobs/overrank} as cron starts it, and with settings that users have. */
@Tag("cluster")
final class LauncherIT {
  @TempDir Path directory;

  /** LC_ALL=C; other letters in folder, columns and output; a Kryo that refuses strangers. */
  @Test
  void otherLetters_inAnAsciiLocale_andAStrictKryo() throws IOException, InterruptedException {
    Path folder = Files.createDirectories(directory.resolve("données"));
    StringBuilder text = new StringBuilder("número,item,étoiles\n");
    for (int k = 0; k < 60; k++) {
      text.append("é").append(k / 6).append(',').append(k % 6).append(',').append(k % 5 + "\n");
    }
    Files.writeString(folder.resolve("ok.csv"), text);
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of("jobs/overrank").toAbsolutePath().toString(),
            "fit",
            "--input=données/ok.csv",
            "--row=número",
            "--col=item",
            "--value=étoiles",
            "--lambda=0.05",
            "--output=é 10:00");
    builder.directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    builder
        .environment()
        .put(
            "OVERRANK_SPARK_OPTS",
            "--conf spark.serializer=org.apache.spark.serializer.KryoSerializer"
                + " --conf spark.kryo.registrationRequired=true");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("Certified").contains("données/ok.csv: 60 entries");
    assertThat(directory.resolve("é 10:00/summary.json")).exists();
  }
}
