package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with a model: certify and predict. */
final class ModelCommandsTest {
  @TempDir static Path shared;
  @TempDir Path directory;

  private static Path table;
  private static Path fit;

  @BeforeAll
  static void fitOnce() throws IOException {
    table = SmallTable.write(shared);
    fit = shared.resolve("fit");
    CommandRun run =
        CommandRun.of(
            SmallTable.fit(
                table,
                fit,
                "--regularizer",
                "weighted",
                "--center=biases",
                "--holdout",
                "0.1",
                "--lambda=2e-3",
                "--partitions",
                "3"));
    assertThat(run.exit()).as("%s", run.err()).isZero();
  }

  @Test
  void certifyProvesWhatTheFitProvedToTheBit() throws IOException {
    CommandRun run = certify(table);
    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
    JsonNode proof = json(run);
    JsonNode summary = new ObjectMapper().readTree(Files.readString(fit.resolve("summary.json")));
    for (String key :
        List.of(
            "objective",
            "convexObjective",
            "lowerBound",
            "relativeGap",
            "nu",
            "nuLower",
            "gapBound",
            "certified",
            "rank",
            "measurements",
            "rows",
            "cols")) {
      assertThat(proof.get(key)).as(key).isEqualTo(summary.get(key));
    }
  }

  @Test
  void certifyExitsWithThreeWhereTheGapIsTooLarge() throws IOException {
    CommandRun run = certify(table, "--relative-gap", "1e-12");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(json(run).get("certified").asBoolean()).isFalse();
    CommandRun other = certify(table, "--lambda", "0.1");
    assertThat(other.exit()).isEqualTo(3);
    assertThat(json(other).get("lambda").asDouble()).isEqualTo(0.1);
  }

  @Test
  void certifyRefusesDataOfOtherThings() throws IOException {
    Path other = directory.resolve("other.csv");
    Files.writeString(other, "station,hour,level\nstation A0,00,1\nelsewhere,01,2\n");
    CommandRun run = certify(other);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasSize(1);
    assertThat(run.err().get(0)).contains("does not know 1 of the 2 row ids", "\"elsewhere\"");
  }

  @Test
  void certifySaysWhenTheDataHaveChanged() throws IOException {
    Path more = directory.resolve("more.csv");
    Files.writeString(more, Files.readString(table) + "station A0,00,25\n");
    CommandRun run = certify(more);
    assertThat(run.exit()).isIn(0, 3);
    assertThat(run.err()).hasSize(1);
    assertThat(run.err().get(0)).contains("not the problem that the model was fitted to");
  }

  @Test
  void predictKeepsColumnsAndOrderAndFillsColdCellsByPolicy() throws IOException {
    Path cells = directory.resolve("cells.csv");
    Files.writeString(
        cells,
        "note,hour,station\nz,03,station B1\n\"a, \"\"b\"\"\",99,station B1\ny,03,nowhere\n"
            + "x,,station B1\nw,00,station A0\n");
    List<String> mean = predict(cells, "mean.csv", 2, "--cold", "mean");
    assertThat(mean.get(0)).isEqualTo("note,hour,station,prediction");
    assertThat(mean)
        .extracting(line -> line.substring(0, 1))
        .containsExactly("n", "z", "\"", "y", "x", "w");
    assertThat(mean.get(2)).startsWith("\"a, \"\"b\"\"\",99,station B1,");
    assertThat(predicted(mean.get(2))).isEqualTo(predicted(mean.get(4)));
    assertThat(predicted(mean.get(2))).isNotEqualTo(predicted(mean.get(3)));
    List<String> nan = predict(cells, "nan.csv", 2, "--cold", "nan");
    assertThat(nan).filteredOn(line -> line.endsWith(",NaN")).hasSize(3);
    List<String> drop = predict(cells, "drop.csv", 2, "--cold", "drop");
    assertThat(drop).containsExactly(mean.get(0), mean.get(1), mean.get(5));
  }

  @Test
  void predictWritesOneFileOfTheAskedFormatOrADirectory() throws IOException {
    for (String name : List.of("p.parquet", "p.json", "p.csv.gz", "p.orc")) {
      assertThat(predictTo(table, name).exit()).as(name).isZero();
      assertThat(directory.resolve(name)).isRegularFile();
      assertThat(predictTo(directory.resolve(name), "again-" + name, "--prediction", "p2").exit())
          .isZero();
    }
    assertThat(predictTo(table, "folder").exit()).isZero();
    assertThat(directory.resolve("folder")).isDirectoryContaining("glob:**.csv");
    assertThat(predictTo(table, "folder").err().get(0)).contains("exists already");
    assertThat(predictTo(table, "folder", "--overwrite").exit()).isZero();
  }

  @Test
  void predictRefusesWhatItCannotDoInOneLine() throws IOException {
    Path cells = Files.writeString(directory.resolve("cells.csv"), "station,prediction\na,b\n");
    assertRefused(predictTo(cells, "x.csv"), "no column \"hour\"");
    assertRefused(
        predictTo(cells, "x.csv", "--col", "prediction"), "has a column \"prediction\" already");
    assertRefused(
        CommandRun.of(
            "predict",
            "--model",
            shared.toString(),
            "--input",
            cells.toString(),
            "--output",
            directory.resolve("x.csv").toString()),
        "is not a model");
    assertThat(directory.resolve("x.csv")).doesNotExist();
  }

  private static void assertRefused(CommandRun run, String expected) {
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).hasSize(1);
    assertThat(run.err().get(0)).startsWith("overrank predict: ").contains(expected);
  }

  private List<String> predict(Path cells, String name, int lines, String... more)
      throws IOException {
    CommandRun run = predictTo(cells, name, more);
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(run.err()).hasSize(lines);
    assertThat(run.err().get(1)).startsWith("3 cells have a row or column");
    return Files.readAllLines(directory.resolve(name));
  }

  private CommandRun predictTo(Path cells, String name, String... more) {
    String[] args = {
      "predict",
      "--model",
      fit.toString(),
      "--input",
      cells.toString(),
      "--output",
      directory.resolve(name).toString()
    };
    return CommandRun.of(SmallTable.concat(args, more));
  }

  private static double predicted(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(',') + 1));
  }

  private static CommandRun certify(Path input, String... more) {
    String[] args = {
      "certify", "--model", fit.resolve("model").toString(), "--input", input.toString()
    };
    return CommandRun.of(SmallTable.concat(args, more));
  }

  private static JsonNode json(CommandRun run) throws IOException {
    return new ObjectMapper().readTree(String.join("\n", run.out()));
  }
}
