package org.overrank.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.cli.options.Location;
import org.overrank.linalg.InvalidInputException;
import org.overrank.run.OutputException;

/** Outputs are whole or absent. */
final class StagedOutputTest {
  @TempDir Path directory;

  @Test
  void appearsOnlyWhenCommitted() throws IOException {
    try (StagedOutput output = open("out", false)) {
      write(output, "one");
      assertThat(directory.resolve("out")).doesNotExist();
      output.commit();
    }
    assertThat(names()).containsExactly("out");
    assertThat(directory.resolve("out/part")).hasContent("one");
    assertThat(directory.resolve("out/.part.crc")).doesNotExist();
  }

  @Test
  void leavesNothingWithoutCommit() throws IOException {
    try (StagedOutput output = open("out", false)) {
      write(output, "half");
      assertThat(names()).hasSize(1);
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void replacesTheEarlierOutputAtTheEndOnly() throws IOException {
    Files.createDirectory(directory.resolve("out"));
    Files.writeString(directory.resolve("out/part"), "old");
    try (StagedOutput output = open("out", true)) {
      write(output, "new");
      assertThat(directory.resolve("out/part")).hasContent("old");
    }
    assertThat(directory.resolve("out/part")).hasContent("old");
    try (StagedOutput output = open("out", true)) {
      write(output, "new");
      output.commit();
    }
    assertThat(directory.resolve("out/part")).hasContent("new");
    assertThat(names()).containsExactly("out");
  }

  @Test
  void putsOneFileInPlace() throws IOException {
    try (StagedOutput output = open("table.csv", false)) {
      write(output, "a,b");
      output.commit(new org.apache.hadoop.fs.Path(output.begin(), "part"));
    }
    assertThat(names()).containsExactly("table.csv");
    assertThat(directory.resolve("table.csv")).hasContent("a,b");
  }

  @Test
  void keepsWhatAppearedMeanwhile() throws IOException {
    try (StagedOutput output = open("out", false)) {
      write(output, "mine");
      Files.writeString(directory.resolve("out"), "theirs");
      assertThatThrownBy(output::commit)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("appeared while this ran");
    }
    assertThat(names()).containsExactly("out");
    assertThat(directory.resolve("out")).hasContent("theirs");
  }

  @Test
  void refusesAnExistingOutputBeforeAnyWork() throws IOException {
    Files.createDirectory(directory.resolve("out"));
    assertThatThrownBy(() -> open("out", false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("exists already");
    assertThatThrownBy(
            () ->
                StagedOutput.at(
                    location("out"), true, (files, path) -> "is theirs", new Configuration()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is theirs: --overwrite does not replace it");
  }

  @Test
  void removesWhatKilledRunsLeftLongAgo() throws IOException {
    Path old = Files.createDirectory(directory.resolve(".out.tmp-old"));
    Files.writeString(old.resolve("part"), "half");
    Files.setLastModifiedTime(old, FileTime.from(Instant.EPOCH));
    Files.createDirectory(directory.resolve(".out.tmp-young"));
    try (StagedOutput output = open("out", false)) {
      output.begin();
    }
    assertThat(names()).containsExactly(".out.tmp-young");
  }

  @Test
  void anInterruptedProcessLeavesNothing() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Interrupted.class.getName(),
                directory.resolve("out").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("half written");
      assertThat(names()).hasSize(1).first().asString().startsWith(".out.tmp-");
      process.destroy();
      assertThat(process.waitFor()).isEqualTo(143);
    }
    assertThat(directory).isEmptyDirectory();
  }

  /** A process that never gets to the end of its output. */
  static final class Interrupted {
    private Interrupted() {}

    public static void main(String[] args) throws IOException, InterruptedException {
      Interruption.takeNote("overrank test", System.err, System.err);
      StagedOutput output =
          StagedOutput.at(new Location(args[0]), false, (f, p) -> null, new Configuration());
      write(output, "half");
      System.out.println("half written");
      Thread.sleep(60_000);
      output.commit();
    }
  }

  @Test
  void refusesAPlaceBelowAFileBeforeAnyWork() throws IOException {
    Files.writeString(directory.resolve("file.csv"), "x");
    assertThatThrownBy(() -> open("file.csv/deep/out", false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("file.csv is not a directory");
  }

  @Test
  void anUnknownFileSystemIsBadInput() {
    assertThatThrownBy(
            () ->
                StagedOutput.at(
                    new Location("nosuch://x/y"), false, (f, p) -> null, new Configuration()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("nosuch://x/y");
  }

  /** A place whose disk is full: what is written there fails, elsewhere it does not. */
  private StagedOutput.Content fullDisk(boolean everywhere) {
    return (files, place) -> {
      try (var out = files.create(new org.apache.hadoop.fs.Path(place, "part"))) {
        out.writeBytes("result");
      }
      if (everywhere || place.toUri().getPath().startsWith(directory.toString())) {
        throw new IOException("No space left on device");
      }
    };
  }

  @Test
  void onAFullDisk_theResultGoesToTheDriversOwn_andItsPlaceIsSaid() throws IOException {
    try (StagedOutput output = open("out", false)) {
      assertThatThrownBy(() -> output.build(fullDisk(false)))
          .isInstanceOf(OutputException.class)
          .hasMessageStartingWith("cannot write " + location("out") + ": No space left on device;")
          .satisfies(e -> assertThat(placeIn(e).resolve("part")).hasContent("result"));
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void whereAllDisksAreFull_whatThereIsStays_andItsPlaceIsSaid() throws IOException {
    try (StagedOutput output = open("out", false)) {
      assertThatThrownBy(() -> output.build(fullDisk(true)))
          .hasMessageContaining("as much of the result as there was room for is in " + directory)
          .satisfies(e -> assertThat(placeIn(e).resolve("part")).hasContent("result"));
    }
    assertThat(names()).singleElement().asString().startsWith("out.kept-");
  }

  @Test
  void whatCannotTakeItsPlace_isKeptWhole() throws IOException {
    try (StagedOutput output = open("out", false)) {
      assertThatThrownBy(
              () ->
                  output.build(
                      (files, place) -> {
                        write(output, "mine");
                        Files.writeString(directory.resolve("out"), "theirs");
                      }))
          .hasMessageContaining("it appeared while this ran and is kept as it is; the result is in")
          .satisfies(e -> assertThat(placeIn(e).resolve("part")).hasContent("mine"));
    }
    assertThat(directory.resolve("out")).hasContent("theirs");
  }

  private static Path placeIn(Throwable e) {
    Matcher place = Pattern.compile(" is in (/\\S+)").matcher(String.valueOf(e.getMessage()));
    assertThat(place.find()).as("%s", e.getMessage()).isTrue();
    return Path.of(place.group(1));
  }

  @Test
  void aPlaceThatNothingCanBeMadeIn_isRefusedBeforeAnyWork() throws IOException {
    // Root may write where the permissions say no, but nobody may write here.
    for (String nowhere : new String[] {"/proc/out", "/dev/null/out", "/proc/self/deep/out"}) {
      assertThatThrownBy(
              () ->
                  StagedOutput.at(
                      new Location(nowhere), false, (f, p) -> null, new Configuration()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("cannot write " + nowhere + ": ");
    }
    String name = "n".repeat(300);
    assertThatThrownBy(() -> open("made/" + name + "/out", false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("File name too long");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aProbeLeavesNothing() throws IOException {
    open("made/for/it/out", false).close();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aDiskThatIsTooSmall_isRefused() {
    StagedOutput output = open("out", false);
    assertThatThrownBy(() -> output.requireRoom(Long.MAX_VALUE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("its disk has room for");
  }

  private StagedOutput open(String name, boolean overwrite) {
    return StagedOutput.at(location(name), overwrite, (files, path) -> null, new Configuration());
  }

  private Location location(String name) {
    return new Location(directory.resolve(name).toString());
  }

  private static void write(StagedOutput output, String text) throws IOException {
    try (var out = output.files().create(new org.apache.hadoop.fs.Path(output.begin(), "part"))) {
      out.writeBytes(text);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }
}
