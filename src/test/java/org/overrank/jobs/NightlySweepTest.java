package org.overrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the script does around a sweep; the sweep is played by a script with set exit codes. */
class NightlySweepTest {
  @TempDir Path folder;
  private Path nights;
  private Path spec;
  private Path launcher;

  @BeforeEach
  void prepare() throws IOException, InterruptedException {
    assumeTrue(ShellRun.has("flock"), "no flock here");
    nights = folder.resolve("nights of\tmine");
    spec = Files.writeString(folder.resolve("s.conf"), "");
    launcher =
        Files.writeString(
            folder.resolve("overrank"),
            """
            #!/usr/bin/env bash
            echo "$@" >>"$LOG"
            if [[ $1 == sweep ]]; then mkdir -p "$5"; exit "$SWEEP_EXIT"; fi
            exit "$REPORT_EXIT"
            """);
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
  }

  private ShellRun night(String date, int sweep, int report, String... more)
      throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>();
    environment.put("OVERRANK_COMMAND", launcher.toString());
    environment.put("OVERRANK_NIGHT", date);
    environment.put("OVERRANK_KEEP_NIGHTS", "3");
    environment.put("LOG", folder.resolve("log").toString());
    environment.put("SWEEP_EXIT", Integer.toString(sweep));
    environment.put("REPORT_EXIT", Integer.toString(report));
    List<String> command =
        Stream.concat(
                Stream.of("jobs/nightly-sweep", spec.toString(), nights.toString()),
                Stream.of(more))
            .toList();
    return ShellRun.of(environment, command);
  }

  private JsonNode status() throws IOException {
    return new ObjectMapper().readTree(Files.readString(nights.resolve("status.json")));
  }

  private String latest() throws IOException {
    return Files.readSymbolicLink(nights.resolve("latest")).toString();
  }

  @Test
  void nights_areLinked_compared_andForgotten() throws IOException, InterruptedException {
    for (int day = 1; day <= 5; day++) {
      ShellRun run = night("2026-01-0" + day, day == 2 ? 3 : 0, 0);
      assertThat(run.exit()).as(run.output()).isEqualTo(day == 2 ? 3 : 0);
      assertThat(latest()).isEqualTo("2026-01-0" + day);
    }
    assertThat(nights.resolve("2026-01-02")).doesNotExist();
    assertThat(nights.resolve("2026-01-03")).isDirectory();
    assertThat(status().get("exit").asInt()).isZero();
    assertThat(status().get("comparedWith").asText()).isEqualTo("2026-01-04");
    assertThat(Files.readString(folder.resolve("log")))
        .contains("--results " + nights + "/2026-01-05 --against " + nights + "/2026-01-04");
  }

  @Test
  void aRegression_isTheExitCode_andTheNightIsKept() throws IOException, InterruptedException {
    assertThat(night("2026-01-01", 0, 0).exit()).isZero();
    assertThat(night("2026-01-02", 0, 4).exit()).isEqualTo(4);
    assertThat(status().get("comparisonExit").asInt()).isEqualTo(4);
    assertThat(status().get("sweepExit").asInt()).isZero();
    assertThat(latest()).isEqualTo("2026-01-02");
  }

  @Test
  void aSweepThatFails_leavesTheLinkAlone() throws IOException, InterruptedException {
    assertThat(night("2026-01-01", 0, 0).exit()).isZero();
    assertThat(night("2026-01-02", 1, 0).exit()).isEqualTo(1);
    assertThat(latest()).isEqualTo("2026-01-01");
    assertThat(status().get("state").asText()).isEqualTo("ended");
    assertThat(night("2026-01-02", 0, 0, "--riders", "4").exit()).isZero();
    assertThat(Files.readString(folder.resolve("log"))).contains("2026-01-02 --riders 4");
  }

  @Test
  void twoCallsAtATime_doNotOverlap() throws IOException, InterruptedException {
    Files.createDirectories(nights);
    Process holder =
        new ProcessBuilder(
                "flock", nights.resolve(".nightly.lock").toString(), "-c", "echo held; read _")
            .start();
    try {
      assertThat(holder.inputReader().readLine()).isEqualTo("held");
      ShellRun second = night("2026-01-01", 0, 0);
      assertThat(second.exit()).isEqualTo(75);
      assertThat(second.output()).contains("another call is at work");
      assertThat(Files.exists(nights.resolve("status.json"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    } finally {
      holder.destroy();
    }
  }

  @Test
  void badUse_isSaid() throws IOException, InterruptedException {
    assertThat(ShellRun.of("jobs/nightly-sweep").exit()).isEqualTo(2);
    assertThat(night("yesterday", 0, 0).output()).contains("OVERRANK_NIGHT must be YYYY-MM-DD");
    Files.delete(spec);
    ShellRun missing = night("2026-01-01", 0, 0);
    assertThat(missing.exit()).isEqualTo(2);
    assertThat(missing.output()).contains("is not a file");
    assertThat(nights).doesNotExist();
  }
}
