package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code predict} passes through stays as it is, byte for byte. */
final class PassThroughTest {
  private static final Path BLANKS =
      Path.of("src/test/resources/org/overrank/cases/predict-changes-whitespace/ws.csv");
  private static final int CELLS = 400;

  @TempDir static Path shared;
  @TempDir Path dir;

  @BeforeAll
  static void fit() {
    CommandRun run =
        CommandRun.of(
            "fit",
            "--input=" + BLANKS,
            "--output=" + shared.resolve("fit"),
            "--row=user",
            "--col=item",
            "--value=rating",
            "--lambda=0.01");
    assertThat(run.exit()).as("%s", run.err()).isIn(0, 3);
  }

  private CommandRun predict(Path input, String output, String... more) {
    String[] args = {
      "predict", "--model=" + shared + "/fit", "--input=" + input, "--output=" + dir.resolve(output)
    };
    return CommandRun.of(SmallTable.concat(args, more));
  }

  private Path write(String name, String text) throws IOException {
    return Files.write(dir.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String read(String name) throws IOException {
    return Files.readString(dir.resolve(name), StandardCharsets.ISO_8859_1);
  }

  /** Without the last field of every line; the lines' ends stay. */
  private static String withoutPredictions(String text) {
    return text.replaceAll("(?m),[^,\r\n]*(?=\r?\n|\r)", "");
  }

  @Test
  void blanksAndQuotesStay_andASecondRunKnowsTheSameCells() throws IOException {
    CommandRun first = predict(BLANKS, "p.csv");
    assertThat(first.exit()).isZero();
    assertThat(first.err()).singleElement().asString().contains(CELLS + " cells predicted");
    assertThat(withoutPredictions(read("p.csv"))).isEqualTo(Files.readString(BLANKS));

    CommandRun second = predict(dir.resolve("p.csv"), "q.csv", "--prediction=again");
    assertThat(second.exit()).isZero();
    assertThat(second.err()).singleElement().asString().contains(CELLS + " cells predicted");
    assertThat(withoutPredictions(read("q.csv"))).isEqualTo(read("p.csv"));
    List<String> lines = read("q.csv").lines().skip(1).toList();
    assertThat(lines).hasSize(CELLS).allMatch(line -> line.matches(".*,([^,]+),\\1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Numbers, quotes and blanks as somebody wrote them, an empty field and an empty text.
        "user, item ,rating,note\n\" 26 \",114,3.50,007\n 26 ,0114,1e3,\"\"\n\" 7 \",115,,+1.\n",
        "item,user,b\r\n114,\" 26 \",\"a,\"\"b\"\"\"\r\n115,\" 7 \",\t x\r\n",
        "\ufeffuser,item\n\" 26 \",114\n",
        "user,item\n\n\" 26 \",114\n   \n\" 7 \",115\n\n",
        "user,item\r\" 26 \",114\r\" 7 \",115\r",
        "user,item,Ren\u00e9e\n\" 26 \",114,\u00ff\u0001\u00e9\n",
        "\"user\",'item',\"a \"\"b\"\"\"\n\" 26 \",114,'x'\n",
      })
  void everyByteOfATableStays(String text) throws IOException {
    String marked =
        new String(
            text.replace("'", "\"").getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    boolean latin = text.contains("\u00ff");
    Path table = write("t.csv", latin ? text : marked);
    String[] more = latin ? new String[] {"--encoding=latin1"} : new String[] {"--col=item"};
    if (text.contains(" item ")) {
      more = new String[] {"--col= item "};
    }
    CommandRun run = predict(table, "p.csv", more);
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(withoutPredictions(read("p.csv")))
        .isEqualTo(Files.readString(table, StandardCharsets.ISO_8859_1));
  }

  @Test
  void aLastLineWithoutAnEndGetsOne() throws IOException {
    assertThat(predict(write("t.csv", "user,item\n\" 26 \",114"), "p.csv").exit()).isZero();
    assertThat(withoutPredictions(read("p.csv"))).isEqualTo("user,item\n\" 26 \",114\n");
  }

  @Test
  void rowsOfSeveralFilesStayInOrder_packedOrNot() throws IOException {
    Path folder = Files.createDirectory(dir.resolve("in"));
    List<String> written = new ArrayList<>();
    for (int file = 0; file < 5; file++) {
      StringBuilder text = new StringBuilder("user,item,n\n");
      // The last file is the largest: Spark's own reader would begin with it.
      for (int n = 0; n <= 40 * file; n++) {
        String line = "\" 26 \", 114 ," + file + "." + n;
        written.add(line);
        text.append(line).append('\n');
      }
      Files.write(folder.resolve(file + ".csv.gz"), gzip(text.toString()));
    }
    CommandRun run = predict(folder, "p.csv.gz");
    assertThat(run.exit()).as("%s", run.err()).isEqualTo(3);
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(dir.resolve("p.csv.gz")))) {
      String text = withoutPredictions(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      assertThat(text.lines().skip(1)).isEqualTo(written);
    }
    assertThat(predict(folder, "parts").exit()).isEqualTo(3);
    try (Stream<Path> parts = Files.list(dir.resolve("parts"))) {
      List<String> lines = new ArrayList<>();
      for (Path part : parts.filter(path -> path.toString().endsWith(".csv")).sorted().toList()) {
        withoutPredictions(Files.readString(part)).lines().skip(1).forEach(lines::add);
      }
      assertThat(lines).isEqualTo(written);
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void blanksStayOnTheWayFromOtherFormatsToo() throws IOException {
    Path table = write("t.json", "{\"user\":\" 26 \",\"item\":114,\"note\":\" x \"}\n");
    assertThat(predict(table, "p.csv").exit()).isZero();
    assertThat(read("p.csv")).startsWith("item,note,user,prediction\n114, x , 26 ,");
  }

  @Test
  void aTableWithoutAKnownCellIsAWarning() throws IOException {
    Path stranger = write("t.csv", "user,item\n26,114\n26,115\n");
    for (String policy : List.of("nan", "mean", "drop")) {
      CommandRun run = predict(stranger, policy + ".csv", "--cold=" + policy);
      assertThat(run.exit()).isEqualTo(3);
      assertThat(run.err())
          .first()
          .asString()
          .startsWith("overrank predict: warning: the model knows none of the cells");
      assertThat(dir.resolve(policy + ".csv")).isRegularFile();
    }
    CommandRun one = predict(write("t.csv", "user,item\n26,114\n\" 26 \",114\n"), "one.csv");
    assertThat(one.exit()).isZero();
    CommandRun none = predict(write("t.csv", "user,item\n"), "none.csv");
    assertThat(none.exit()).as("%s", none.err()).isZero();
    assertThat(read("none.csv")).isEqualTo("user,item,prediction\n");
  }

  @Test
  void linesThatAreNoRecordsAreRefusedWithTheirRow() throws IOException {
    CommandRun few = predict(write("t.csv", "user,item\na,1\nb\n"), "p.csv");
    assertThat(few.exit()).isEqualTo(2);
    assertThat(few.err())
        .singleElement()
        .asString()
        .contains("t.csv, data row 2: not a record of 2 fields: \"b\"");
    CommandRun open = predict(write("t.csv", "user,item\na,\"1\n2\"\n"), "p.csv");
    assertThat(open.err())
        .singleElement()
        .asString()
        .contains("data row 1: not a record", "is one line");
    assertThat(dir.resolve("p.csv")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "p.xlsx",
        "p.txt",
        "p.CSVX",
        "p.csv.bz2",
        "p.zip",
        "p.avro",
        "p.mtx",
        "p.parquet.gz",
        "p.data",
        "file:/tmp/p.xls"
      })
  void anEndingThatCannotBeWrittenIsRefusedBeforeAnyWork(String name) {
    String output = name.startsWith("file:") ? name : dir.resolve(name).toString();
    CommandRun run =
        CommandRun.withoutSpark("predict", "--model=m", "--input=in.csv", "--output=" + output);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .singleElement()
        .asString()
        .contains(name, ".csv, .csv.gz, .tsv, .json, .json.gz, .parquet and .orc can");
    assertThat(dir).isEmptyDirectory();
  }
}
