package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.cli.options.Location;
import org.overrank.run.sweep.ResultsFolder;
import org.overrank.run.sweep.TrialLog;

/**
 * Sweeps whose results are on HDFS, one machine of it: begun, killed, gone on with, and kept from
 * each other; the same to the bit as on a disk.
 */
@Tag("attack")
final class SweepOnHdfsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final long HOUR = 3_600_000;

  @TempDir static Path directory;
  private static MiniDFSCluster cluster;

  @BeforeAll
  static void start() throws IOException {
    cluster =
        new MiniDFSCluster.Builder(new Configuration(), directory.resolve("hdfs").toFile())
            .numDataNodes(1)
            .build();
    cluster.waitClusterUp();
  }

  @AfterAll
  static void stop() {
    cluster.shutdown(true);
  }

  private static String onHdfs(String name) {
    return cluster.getURI() + "/nights/" + name;
  }

  private static ResultsFolder folder(String place) {
    return new Location(place).results();
  }

  private static String[] ring(String place, int seeds) {
    return new String[] {
      "sweep", "--spec=conf/ring.conf", "--search-rank=2,3", "--seeds=" + seeds, "--output=" + place
    };
  }

  /** Results, without what depends on the clock and the place. */
  private static Set<String> results(String place) throws IOException {
    Set<String> results = new TreeSet<>();
    try (ResultsFolder folder = folder(place)) {
      for (String line : Objects.requireNonNull(folder.text("trials.jsonl")).lines().toList()) {
        ObjectNode result = (ObjectNode) JSON.readTree(line);
        result.remove(List.of("seconds", "secondsTotal", "finished", "digest", "input"));
        results.add(result.toString());
      }
    }
    return results;
  }

  private static long lines(String place) {
    try (ResultsFolder folder = folder(place)) {
      return Objects.requireNonNullElse(folder.text("trials.jsonl"), "").lines().count();
    } catch (IOException e) {
      return 0;
    }
  }

  @Test
  void aSweepThatIsKilled_isGoneOnWith_toTheBitsOfTheDisk() throws Exception {
    String disk = directory.resolve("ring").toString();
    assertThat(CommandRun.of(ring(disk, 8)).exit()).isZero();
    String place = onHdfs("ring");
    OwnProcess killed =
        OwnProcess.start(directory.resolve("log"), SmallTable.concat(ring(place, 8), "--riders=1"));
    killed.await(() -> lines(place) > 2);
    killed.kill();
    cluster.setLeasePeriod(
        8_000, HOUR); // Not the minute it is: a writer that lives renews it after 30 s.
    long kept = lines(place);
    assertThat(kept).isBetween(3L, 15L);
    CommandRun rest = CommandRun.of(ring(place, 8));
    assertThat(rest.exit()).as("%s", rest.err()).isZero();
    assertThat(rest.err().get(0))
        .isEqualTo(
            "waiting: another sweep is writing to "
                + place
                + ", or one was killed less than a minute ago");
    assertThat(rest.err().get(1)).isEqualTo("16 trials, " + (16 - kept) + " of them to run");
    cluster.setLeasePeriod(60_000, HOUR);
    assertThat(results(place)).hasSize(16).isEqualTo(results(disk));
    try (ResultsFolder folder = folder(place)) {
      assertThat(folder.has("checkpoints")).isFalse();
      assertThat(folder.text("report.html")).contains("ring");
    }
    CommandRun nothing = CommandRun.withoutSpark(ring(place, 8));
    assertThat(nothing.exit()).isZero();
    assertThat(nothing.err()).containsExactly("16 trials, 0 of them to run");
    CommandRun report = CommandRun.withoutSpark("report", "--results", place, "--against", disk);
    assertThat(report.exit()).as("%s", report.out()).isIn(0, 4);
    assertThat(report.out()).noneMatch(line -> line.contains("only "));
  }

  @Test
  void aSecondSweep_waitsAndIsRefused() throws Exception {
    String place = onHdfs("held");
    assertThat(CommandRun.of(ring(place, 1)).exit()).isIn(0, 3);
    List<String> settings;
    try (ResultsFolder folder = folder(place)) {
      settings = Objects.requireNonNull(folder.text(TrialLog.SPEC)).lines().toList();
    }
    try (TrialLog first = TrialLog.open(folder(place), settings, text -> {})) {
      OwnProcess second = OwnProcess.start(directory.resolve("second"), ring(place, 1));
      assertThat(second.await()).isEqualTo(2);
      assertThat(second.lines())
          .last()
          .isEqualTo("overrank sweep: another sweep is writing to " + place);
      assertThat(first.results()).hasSize(2);
    }
  }

  @Test
  void instancesAndAnswersAlongAPath_areKeptThere() throws IOException {
    String disk = directory.resolve("paths").toString();
    for (String place : List.of(disk, onHdfs("paths"))) {
      CommandRun run =
          CommandRun.of(
              "sweep",
              "--instance=ring --size 8",
              "--lambda-path=3",
              "--start=path",
              "--search-rank=3",
              "--output=" + place);
      assertThat(run.exit()).as("%s", run.err()).isIn(0, 3);
    }
    assertThat(results(onHdfs("paths"))).hasSize(3).isEqualTo(results(disk));
  }

  @Test
  void halfALine_isCutOff() throws IOException {
    String place = onHdfs("half");
    String[] sweep = ring(place, 2);
    assertThat(CommandRun.of(sweep).exit()).isIn(0, 3);
    Set<String> whole = results(place);
    try (FileSystem files = FileSystem.newInstance(cluster.getURI(), new Configuration());
        ResultsFolder folder = folder(place)) {
      String text = Objects.requireNonNull(folder.text("trials.jsonl"));
      try (var out = files.create(new org.apache.hadoop.fs.Path(place + "/trials.jsonl"), true)) {
        out.write(text.substring(0, text.length() - 9).getBytes(StandardCharsets.UTF_8));
      }
    }
    CommandRun rest = CommandRun.of(sweep);
    assertThat(rest.err()).contains("4 trials, 1 of them to run");
    assertThat(results(place)).isEqualTo(whole);
  }

  @Test
  void whatDoesNotSayWhenItIsOnTheDisk_isRefusedInOneLine() throws IOException {
    String web = "webhdfs://localhost:" + cluster.getNameNode().getHttpAddress().getPort() + "/web";
    CommandRun run = CommandRun.withoutSpark(ring(web, 8));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .singleElement()
        .asString()
        .startsWith("overrank sweep: cannot write " + web + ": webhdfs:// does not append");
    assertThat(cluster.getFileSystem().exists(new org.apache.hadoop.fs.Path("/web"))).isFalse();
  }
}
