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
            echo "$1 says something"
            if [[ $1 == sweep ]]; then
              mkdir -p "$5"
              [[ -z ${WAIT:-} ]] || { trap 'echo ended >>"$LOG"; exit 143' TERM; echo $$ >"$WAIT"; sleep 60 9>&- & wait; }
              exit "$SWEEP_EXIT"
            fi
            exit "$REPORT_EXIT"
            """);
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
  }

  private ShellRun night(String date, int sweep, int report, String... more)
      throws IOException, InterruptedException {
    return night(Map.of(), date, sweep, report, more);
  }

  private ShellRun night(
      Map<String, String> settings, String date, int sweep, int report, String... more)
      throws IOException, InterruptedException {
    return ShellRun.of(environment(settings, date, sweep, report), command(more));
  }

  private Map<String, String> environment(
      Map<String, String> settings, String date, int sweep, int report) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("OVERRANK_COMMAND", launcher.toString());
    environment.put("OVERRANK_NIGHT", date);
    environment.put("OVERRANK_KEEP_NIGHTS", "3");
    environment.put("LOG", folder.resolve("log").toString());
    environment.put("SWEEP_EXIT", Integer.toString(sweep));
    environment.put("REPORT_EXIT", Integer.toString(report));
    return environment;
  }

  private List<String> command(String... more) {
    return Stream.concat(
            Stream.of("jobs/nightly-sweep", spec.toString(), nights.toString()), Stream.of(more))
        .toList();
  }

  private String calls() throws IOException {
    return Files.readString(folder.resolve("log"));
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
    assertThat(status().get("verdict").asText()).isEqualTo("regressed");
    assertThat(nights.resolve("2026-01-02")).isDirectory();
    assertThat(latest()).isEqualTo("2026-01-01");
  }

  @Test
  void aRegressedNight_staysOne_andTheNextIsComparedWithTheLastGoodOne()
      throws IOException, InterruptedException {
    assertThat(night("2026-01-01", 3, 0).exit()).isEqualTo(3);
    assertThat(night("2026-01-02", 0, 4).exit()).isEqualTo(4);
    // Again, and it is not even compared again: the verdict is remembered.
    assertThat(night("2026-01-02", 0, 0).exit()).isEqualTo(4);
    assertThat(status().get("comparedWith").asText()).isEqualTo("2026-01-01");
    assertThat(night("2026-01-03", 0, 4).exit()).isEqualTo(4);
    assertThat(latest()).isEqualTo("2026-01-01");
    assertThat(night("2026-01-04", 0, 0).exit()).isZero();
    assertThat(latest()).isEqualTo("2026-01-04");
    assertThat(calls().lines().filter(line -> line.startsWith("report")))
        .hasSize(3)
        .noneMatch(line -> line.matches(".*--against .*2026-01-0[23]"));
    // An old night once more: the same verdict, and the link does not go back.
    assertThat(night("2026-01-03", 0, 0).exit()).isEqualTo(4);
    assertThat(night("2026-01-01", 3, 0).exit()).isEqualTo(3);
    assertThat(latest()).isEqualTo("2026-01-04");
  }

  @Test
  void aNightWithoutItsDirectory_isRunAnew_andOneAcceptedByHandIsGood()
      throws IOException, InterruptedException {
    assertThat(night("2026-01-01", 0, 0).exit()).isZero();
    assertThat(night("2026-01-02", 0, 4).exit()).isEqualTo(4);
    Files.delete(nights.resolve("2026-01-02/night.json"));
    assertThat(night("2026-01-02", 0, 0).exit()).isZero();
    assertThat(latest()).isEqualTo("2026-01-02");
    assertThat(night("2026-01-03", 0, 4).exit()).isEqualTo(4);
    Files.delete(nights.resolve("2026-01-03/night.json"));
    Files.delete(nights.resolve("latest"));
    Files.createSymbolicLink(nights.resolve("latest"), Path.of("2026-01-03"));
    assertThat(night("2026-01-04", 0, 0).exit()).isZero();
    assertThat(status().get("comparedWith").asText()).isEqualTo("2026-01-03");
  }

  @Test
  void theLastGoodNightIsKept_howeverOldItIs() throws IOException, InterruptedException {
    assertThat(night("2026-01-01", 0, 0).exit()).isZero();
    for (int day = 2; day <= 7; day++) {
      assertThat(night("2026-01-0" + day, 0, 4).exit()).isEqualTo(4);
    }
    assertThat(nights.resolve("2026-01-01")).isDirectory();
    assertThat(nights.resolve("2026-01-04")).doesNotExist();
    assertThat(nights.resolve("2026-01-05")).isDirectory();
  }

  @Test
  void aComparisonThatFails_isNoVerdict() throws IOException, InterruptedException {
    assertThat(night("2026-01-01", 0, 0).exit()).isZero();
    assertThat(night("2026-01-02", 0, 1).exit()).isEqualTo(1);
    assertThat(status().get("verdict").asText()).isEqualTo("undecided");
    assertThat(latest()).isEqualTo("2026-01-01");
    assertThat(night("2026-01-02", 0, 0).exit()).isZero();
    assertThat(latest()).isEqualTo("2026-01-02");
  }

  @Test
  void aSpecThatChanged_isTheSweepsRefusal_andNoVerdict() throws IOException, InterruptedException {
    assertThat(night("2026-01-01", 0, 0).exit()).isZero();
    assertThat(night("2026-01-01", 2, 0).exit()).isEqualTo(2);
    assertThat(status().get("verdict").asText()).isEqualTo("unfinished");
    assertThat(latest()).isEqualTo("2026-01-01");
  }

  @Test
  void acceptedExitCodes_becomeZero_andQuietCallsTalkOfTroubleOnly()
      throws IOException, InterruptedException {
    Map<String, String> cron = Map.of("OVERRANK_ACCEPT", "3 75", "OVERRANK_QUIET", "1");
    ShellRun open = night(cron, "2026-01-01", 3, 0);
    assertThat(open.exit()).isZero();
    assertThat(open.output()).isEmpty();
    assertThat(status().get("exit").asInt()).isEqualTo(3);
    assertThat(nights.resolve("last.log")).content().contains("sweep says something");
    ShellRun worse = night(cron, "2026-01-02", 3, 4);
    assertThat(worse.exit()).isEqualTo(4);
    assertThat(worse.output()).contains("sweep says something", "report says something");
    ShellRun failed = night(cron, "2026-01-03", 1, 0);
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.output()).contains("sweep says something");
    assertThat(night(cron, "tomorrow", 0, 0).output()).contains("OVERRANK_NIGHT must be");
  }

  /** Starts a night whose sweep goes on until it is ended. */
  private Process begun(String date) throws IOException, InterruptedException {
    Path begun = folder.resolve("begun");
    Files.deleteIfExists(begun);
    ProcessBuilder builder = new ProcessBuilder(command()).redirectErrorStream(true);
    builder.environment().putAll(environment(Map.of("WAIT", begun.toString()), date, 0, 0));
    Process process = builder.redirectOutput(folder.resolve("out").toFile()).start();
    while (process.isAlive() && (!Files.exists(begun) || Files.size(begun) == 0)) {
      Thread.sleep(2);
    }
    return process;
  }

  @Test
  void termEndsTheSweepToo_andTheNightIsGoneOnWith() throws IOException, InterruptedException {
    Process process = begun("2026-01-01");
    assertThat(status().get("state").asText()).isEqualTo("running");
    process.destroy();
    assertThat(process.waitFor()).isEqualTo(143);
    assertThat(calls()).contains("ended");
    assertThat(status().get("state").asText()).isEqualTo("stopped");
    assertThat(Files.exists(nights.resolve("latest"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(night("2026-01-01", 0, 0).exit()).isZero();
    assertThat(latest()).isEqualTo("2026-01-01");
  }

  @Test
  void aKilledScript_leavesTheLockToTheSweepThatLivesOn() throws IOException, InterruptedException {
    Process process = begun("2026-01-01");
    process.destroyForcibly().waitFor();
    assertThat(night("2026-01-01", 0, 0).exit()).isEqualTo(75);
    assertThat(night(Map.of("OVERRANK_ACCEPT", "75", "OVERRANK_QUIET", "1"), "2026-01-01", 0, 0))
        .isEqualTo(new ShellRun(0, ""));
    String sweep = Files.readString(folder.resolve("begun")).strip();
    assertThat(ShellRun.of("kill", sweep).exit()).isZero();
    ProcessHandle.of(Long.parseLong(sweep)).ifPresent(handle -> handle.onExit().join());
    ShellRun.of("flock", nights.resolve(".nightly.lock").toString(), "true");
    assertThat(night("2026-01-01", 0, 0).exit()).isZero();
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
    Files.createDirectories(nights.resolve("latest"));
    assertThat(night("2026-01-01", 0, 0).output()).contains("latest is no link");
    Files.delete(nights.resolve("latest"));
    Files.delete(nights);
    Files.delete(spec);
    ShellRun missing = night("2026-01-01", 0, 0);
    assertThat(missing.exit()).isEqualTo(2);
    assertThat(missing.output()).contains("is not a file");
    assertThat(nights).doesNotExist();
  }
}
