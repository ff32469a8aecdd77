package org.overrank.run.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.linalg.InvalidInputException;
import org.overrank.sweep.SampleTrials;
import org.overrank.sweep.TrialResult;

/** Results that are whole, whatever happened to the process or the disk. */
final class TrialLogTest {
  private static final Path OLD =
      Path.of("src/test/resources/org/overrank/version010/sweep/trials.jsonl");
  private static final int FLIPS = 120;
  private static final List<String> SETTINGS = List.of("seeds = 3");

  @TempDir Path directory;

  private TrialLog open() {
    return open(directory.resolve("sweep"));
  }

  private static TrialLog open(Path place) {
    return TrialLog.open(folder(place), SETTINGS, text -> {});
  }

  private static ResultsFolder folder(Path place) {
    return ResultsFolder.of(place.toString(), place.toString(), new Configuration());
  }

  private static byte[] flipped(byte[] bytes, Random random) {
    byte[] result = bytes.clone();
    result[random.nextInt(result.length)] ^= (byte) (1 << random.nextInt(8));
    return result;
  }

  /** What object stores are: files are whole, and never appended to. */
  static final class Store extends FilterFileSystem {
    Store() {
      super(
          new RawLocalFileSystem() {
            @Override
            public URI getUri() {
              return URI.create("store:///");
            }
          });
    }

    @Override
    public FSDataOutputStream append(
        org.apache.hadoop.fs.Path file, int buffer, Progressable progress) {
      throw new UnsupportedOperationException("append");
    }
  }

  private static TrialResult line(String trial) {
    return SampleTrials.with(
        new ObjectMapper().createObjectNode().put("trial", trial).put("lambda", 0.1));
  }

  @Test
  void whatAFullDiskLeftOfTheFirstFile_doesNotBlockTheDirectory() throws IOException {
    Path sweep = Files.createDirectories(directory.resolve("sweep"));
    Files.writeString(sweep.resolve(".sweep.conf.tmp"), "");
    try (TrialLog log = open()) {
      log.append(line("a"));
    }
    assertThat(sweep.resolve(".sweep.conf.tmp")).doesNotExist();
    assertThat(sweep.resolve("sweep.conf")).hasContent("seeds = 3");
  }

  @Test
  void valuesOfLambda_areSealed() throws IOException {
    try (TrialLog log = open()) {
      log.keepLambdas("", List.of(0.5, 0.25));
      log.keepLambdas("ring", List.of(0.125));
      assertThat(log.lambdas("")).containsExactly(0.5, 0.25);
      assertThat(log.lambdas("none")).isEmpty();
      Path file = directory.resolve("sweep/lambdas.json");
      Files.writeString(file, Files.readString(file).replace("0.25", "0.35"));
      assertThatThrownBy(() -> log.lambdas(""))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("lambdas.json is damaged");
    }
  }

  @Test
  void anotherDigit_orALineWithoutItsSeal_isDamage() throws IOException {
    try (TrialLog log = open()) {
      log.append(line("a"));
      log.append(line("b"));
    }
    Path file = directory.resolve("sweep/trials.jsonl");
    String text = Files.readString(file);
    for (String damaged :
        List.of(
            text.replaceFirst("0\\.1", "0.2"),
            text.replace("\"trial\":\"b\"", "\"trial\":\"c\""),
            text.replaceFirst("}\n", "}}\n"),
            text.replaceFirst("\n", " "),
            text.substring(0, text.indexOf('\n') + 1) + "{\"trial\":\"b\",\"lambda\":0.1}\n")) {
      Files.writeString(file, damaged);
      assertThatThrownBy(this::open)
          .as(damaged)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("is damaged: take it out")
          .extracting(Throwable::getMessage)
          .asString()
          .hasLineCount(1);
    }
    Files.writeString(file, text + "{\"trial\":\"c\",\"la");
    try (TrialLog log = open()) {
      assertThat(log.results()).hasSize(2);
    }
    assertThat(file).hasContent(text);
  }

  @Test
  void aBitThatIsAnother_isDamage() throws IOException {
    Path file = directory.resolve("trials.jsonl");
    TrialLines lines = new TrialLines(folder(directory));
    for (var result : new TrialLines(folder(OLD.resolveSibling(""))).read()) {
      lines.append(result);
    }
    List<?> written = lines.read();
    byte[] bytes = Files.readAllBytes(file);
    int noticed = 0;
    for (int k = 0; k < FLIPS; k++) {
      Files.write(file, flipped(bytes, new Random(k)));
      try {
        List<?> read = lines.read();
        // Half a line at the end is no result, and its trial runs again.
        assertThat(read).as("flip %d", k).isEqualTo(written.subList(0, read.size()));
      } catch (InvalidInputException e) {
        noticed++;
        assertThat(e.getMessage()).as("flip %d", k).contains("is damaged").hasLineCount(1);
      }
    }
    assertThat(noticed).isGreaterThan(FLIPS * 9 / 10);
  }

  @Test
  void resultsOfVersion010_areRead_andGoOnWithSealedOnes() throws IOException {
    Path sweep = Files.createDirectories(directory.resolve("sweep"));
    Files.writeString(sweep.resolve("sweep.conf"), "seeds = 3\n");
    Files.copy(OLD, sweep.resolve("trials.jsonl"));
    try (TrialLog log = open()) {
      assertThat(log.results()).hasSize(3);
      log.append(line("new"));
    }
    try (TrialLog log = open()) {
      assertThat(log.results()).hasSize(4);
      assertThat(log.results().get(3)).isEqualTo(line("new"));
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenTo_isRefusedInOneLine() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("nowhere"));
    Path file = Files.writeString(directory.resolve("file"), "");
    for (Path place : new Path[] {link, file.resolve("sweep"), Path.of("/proc/sweep")}) {
      assertThatThrownBy(() -> open(place))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("cannot write " + place + ": ");
    }
  }

  @Test
  void aStoreWithoutAppends_isRefusedInOneLine_andNothingIsLeft() {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.store.impl", Store.class, FileSystem.class);
    String place = "store:" + directory.resolve("sweep");
    assertThatThrownBy(
            () -> TrialLog.open(ResultsFolder.of(place, place, hadoop), SETTINGS, text -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("cannot write " + place + ": store:// does not append to a file")
        .extracting(Throwable::getMessage)
        .asString()
        .hasLineCount(1);
    assertThat(directory).isEmptyDirectory();
  }
}
