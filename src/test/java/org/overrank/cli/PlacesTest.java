package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.LocalSpark;
import org.overrank.ml.MatrixCompletion;
import org.overrank.ml.MatrixCompletionModel;

/** Tables, models and results may be anywhere, under any name that the file system takes. */
final class PlacesTest {
  private static final String LETTERS = "row = número\ncol = item\nvalue = \"stars*\"\n";

  @TempDir Path dir;

  private static Path table(Path file) throws IOException {
    StringBuilder text = new StringBuilder("número,item,stars*\n");
    for (int k = 0; k < 40; k++) {
      text.append("é").append(k / 5).append(',').append(k % 5).append(',').append(k % 7 + "\n");
    }
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static void done(String... args) {
    CommandRun run = CommandRun.of(args);
    assertThat(run.exit()).as("%s", run.err()).isIn(0, 3);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @Tag("attack")
  @ValueSource(
      strings = {
        "2026-01-01T10:00",
        "[ab]",
        "wh?t*",
        "{c,d} #1 100%25 +",
        "données é Ж",
        "b\\s'\"<&;"
      })
  void manyNamesDo(String name) throws IOException {
    anyNameDoesForTableSpecModelAndResults(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run 10:00", "{é,d}?* [a] #1 100%25"})
  void anyNameDoesForTableSpecModelAndResults(String name) throws IOException {
    Path folder = dir.resolve(name);
    table(folder.resolve(name + ".csv"));
    // What the name would match as a pattern.
    table(Files.createDirectories(dir.resolve("a")).resolve("a.csv"));
    Files.writeString(dir.resolve("a/a.csv"), "no table");
    Path spec = folder.resolve(name + ".conf");
    String quoted = name.replace("\\", "\\\\").replace("\"", "\\\"");
    Files.writeString(
        spec,
        LETTERS
            + "input = \""
            + quoted
            + ".csv\"\nlambda = 0.1\ncheckpoint = \""
            + quoted
            + "c\"\n");
    String output = folder.resolve("out " + name).toString();
    done("fit", "--spec=" + spec, "--output=" + output, "--fill");
    assertThat(names(Path.of(output)))
        .contains("filled.csv", "model", "report.html", "summary.json");
    String[] input = {"--model=" + output, "--input=" + folder.resolve(name + ".csv")};
    Path predicted = folder.resolve(name + "p.csv");
    done(SmallTable.concat(new String[] {"predict", "--output=" + predicted}, input));
    assertThat(Files.readAllLines(predicted)).hasSize(41).first().asString().endsWith("prediction");
    done(SmallTable.concat(new String[] {"certify"}, input));
    done("report", "--results=" + output);
    assertThat(names(folder)).noneMatch(left -> left.startsWith("."));
  }

  @Test
  void sweepsTooAndWhatTheyKeep() throws IOException {
    Path folder = dir.resolve("run 10:00 [é]?");
    Path table = table(folder.resolve("t:1.csv"));
    String[] sweep = {
      "sweep",
      "--input=" + table,
      "--row=número",
      "--col=item",
      "--value=stars*",
      "--lambda=1,0.1",
      "--search-rank=2",
      "--output=" + folder.resolve("s:é*")
    };
    done(sweep);
    done(sweep);
    assertThat(names(folder.resolve("s:é*"))).contains("report.html", "trials.jsonl");
  }

  @Test
  void sparkMlSavesReadsAndGoesOnThere() throws IOException {
    Path folder = dir.resolve("ml é #1");
    Dataset<Row> frame =
        LocalSpark.session()
            .range(40)
            .selectExpr("id div 5 as `run 10:00`", "id % 5 as `[é]`", "double(id % 7) as rating");
    MatrixCompletion completion =
        new MatrixCompletion().setUserCol("run 10:00").setItemCol("[é]").setRatingCol("rating");
    completion.setRegParam(0.1).setCheckpointDir(folder.resolve("c 1").toString());
    MatrixCompletionModel model = completion.fit(frame);
    String saved = folder.resolve("model é 1").toString();
    model.write().overwrite().save(saved);
    completion.setWarmStart(model).write().overwrite().save(folder.resolve("e 1").toString());
    assertThat(MatrixCompletion.load(folder.resolve("e 1").toString()).getWarmStart()).isNotNull();
    assertThat(MatrixCompletionModel.load(saved).transform(frame).collectAsList())
        .isEqualTo(model.transform(frame).collectAsList());
  }

  @Test
  void aPathThatExistsIsThatFile_anyOtherIsAPattern() throws IOException {
    table(dir.resolve("[ab]/p1.csv"));
    table(dir.resolve("a/q.csv"));
    table(dir.resolve("b/q.csv"));
    String[] asked = {"--row=número", "--col=item", "--value=stars*", "--lambda=0.1"};
    for (String pattern :
        List.of("[ab]/p1.csv", "[ab]/p?.csv", "[ab]", "a/q.csv", "{a,c}/*", "[!b]/*")) {
      String[] fit = {
        "fit", "--overwrite", "--output=" + dir.resolve("out/o"), "--input=" + dir.resolve(pattern)
      };
      done(SmallTable.concat(fit, asked));
    }
    String[] fit = {"fit", "--overwrite", "--output=" + dir.resolve("out/o")};
    CommandRun both =
        CommandRun.of(
            SmallTable.concat(SmallTable.concat(fit, asked), "--input=" + dir + "/?/q.csv"));
    assertThat(both.err()).anyMatch(line -> line.contains("duplicate"));
  }

  @ParameterizedTest
  @CsvSource({
    "s3a://bucket/t.csv, --packages org.apache.hadoop:hadoop-aws:3",
    "abfss://c@a.dfs.core.windows.net/t.csv, --packages org.apache.hadoop:hadoop-azure:3",
    "gs://bucket/t.csv, --packages com.google.cloud.bigdataoss:gcs-connector:hadoop3",
    "s3://bucket/t.csv, is s3a:// here",
    "dbfs:/t.csv, Spark knows no file system dbfs://",
    "hdfs://no-such-host.invalid/t.csv, no-such-host.invalid",
    "hdfs:///t.csv, no host",
  })
  void aFileSystemThatIsNotThereIsOneLine(String place, String expected) throws IOException {
    Path table = table(dir.resolve("t.csv"));
    String[][] calls = {
      {"fit", "--input=" + place, "--output=" + dir.resolve("o"), "--lambda=1"},
      {"fit", "--input=" + table, "--output=" + place, "--lambda=1"},
      {"predict", "--input=" + table, "--output=" + dir.resolve("p.csv"), "--model=" + place},
    };
    for (String[] call : calls) {
      CommandRun run = CommandRun.of(call);
      assertThat(run.err())
          .as("%s", List.of(call))
          .singleElement()
          .asString()
          .contains(place, expected);
      assertThat(run.exit()).as("%s", run.err()).isEqualTo(2);
    }
    assertThat(names(dir)).containsExactly("t.csv");
  }

  @Test
  void whatATerminalWouldActUponIsEscaped() throws IOException {
    Path table = table(dir.resolve("a\u001b[31m\n b.csv"));
    CommandRun run =
        CommandRun.of("fit", "--input=" + table, "--output=" + dir.resolve("o"), "--lambda=1");
    assertThat(run.err())
        .singleElement()
        .asString()
        .contains("/a\\u001b[31m\\n b.csv\": no column \"row\"; there are: número, item, stars*");
    Files.write(table, "a b,,\u202ec\u0007\n1,2,3\n".getBytes(StandardCharsets.UTF_8));
    run = CommandRun.of("fit", "--input=" + table, "--output=" + dir.resolve("o"), "--lambda=1");
    assertThat(run.err())
        .singleElement()
        .asString()
        .endsWith("there are: \"a b\", \"\", \"\\u202ec\\u0007\"");
  }
}
