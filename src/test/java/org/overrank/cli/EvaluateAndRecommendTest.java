package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.LocalSpark;

/** What is done with a model against true values, and to find the best; one fit for all. */
final class EvaluateAndRecommendTest {
  private static final String OLD = "src/test/resources/org/overrank/version010/fit";

  @TempDir static Path shared;
  @TempDir Path directory;

  private static Path table;
  private static Path fit;
  private static CommandRun fitting;

  @BeforeAll
  static void fitOnce() throws IOException {
    table = SmallTable.write(shared);
    fit = shared.resolve("fit");
    fitting =
        CommandRun.of(
            SmallTable.fit(
                table, fit, "--holdout", "0.2", "--lambda=0.01", "--fill", "--interval", "0.9"));
    assertThat(fitting.exit()).as("%s", fitting.err()).isZero();
  }

  private static CommandRun run(String command, String... more) {
    return CommandRun.of(
        SmallTable.concat(new String[] {command, "--model", fit.toString()}, more));
  }

  private static JsonNode json(CommandRun run) throws IOException {
    assertThat(run.exit()).as("%s", run.err()).isZero();
    return new ObjectMapper().readTree(String.join("\n", run.out()));
  }

  private static List<String[]> rows(Path csv) throws IOException {
    return Files.readAllLines(csv).stream().skip(1).map(line -> line.split(",", -1)).toList();
  }

  private Path predicted(Path cells, String... more) {
    Path out = directory.resolve("predicted" + more.length + ".csv");
    String[] args = {"--input", cells.toString(), "--output", out.toString(), "--overwrite"};
    CommandRun run = run("predict", SmallTable.concat(args, more));
    assertThat(run.exit()).as("%s", run.err()).isZero();
    return out;
  }

  private static double[] errors(List<String[]> rows, int actual, int predicted) {
    double square = 0;
    double absolute = 0;
    double spread = 0;
    double mean =
        rows.stream().mapToDouble(r -> Double.parseDouble(r[actual])).average().orElseThrow();
    for (String[] row : rows) {
      double y = Double.parseDouble(row[actual]);
      double error = y - Double.parseDouble(row[predicted]);
      square += error * error;
      absolute += Math.abs(error);
      spread += (y - mean) * (y - mean);
    }
    int n = rows.size();
    return new double[] {Math.sqrt(square / n), absolute / n, 1 - square / spread};
  }

  private static void check(JsonNode found, double... expected) {
    String[] keys = {"rmse", "mae", "r2"};
    for (int k = 0; k < keys.length; k++) {
      assertThat(found.get(keys[k]).asDouble()).as(keys[k]).isCloseTo(expected[k], within(1e-12));
    }
  }

  // --- evaluate

  @ParameterizedTest
  @CsvSource({"''", "'19.5,20.5'", "range"})
  void errorsAreThoseOfAPlainLoopOverPredictions_ofAllAndOfGroups(String clip) throws IOException {
    String[] how = clip.isEmpty() ? new String[0] : new String[] {"--clip", clip};
    List<String[]> rows = rows(predicted(table, how));
    JsonNode found =
        json(
            run(
                "evaluate",
                SmallTable.concat(
                    new String[] {"--input", table.toString(), "--by", "hour"}, how)));
    check(found, errors(rows, 2, 3));
    assertThat(found.get("count").asInt()).isEqualTo(rows.size());
    Map<String, List<String[]>> hours =
        rows.stream().collect(Collectors.groupingBy(r -> r[1], TreeMap::new, Collectors.toList()));
    assertThat(found.get("groups").findValuesAsText("group"))
        .containsExactlyElementsOf(hours.keySet());
    int at = 0;
    for (List<String[]> hour : hours.values()) {
      JsonNode group = found.get("groups").get(at++);
      check(group, errors(hour, 2, 3));
      assertThat(group.get("count").asInt()).isEqualTo(hour.size());
    }
  }

  @Test
  void unknownIdsAreComparedWithTheMean_orLeftOut_andCounted() throws IOException {
    Path cells =
        Files.writeString(
            directory.resolve("cells.csv"),
            "hour,station,level,kind\n01,station A0,20,b\n01,nowhere,22.5,a\n01,station B1,19,\n");
    CommandRun mean = run("evaluate", "--input", cells.toString(), "--by", "kind");
    check(json(mean), errors(rows(predicted(cells)), 2, 4));
    assertThat(json(mean).get("coldCells").asInt()).isOne();
    assertThat(mean.err())
        .containsExactly(
            "1 cells have a row or column that the model does not know and were compared with the"
                + " mean");
    assertThat(json(mean).get("groups")).hasSize(3);
    assertThat(json(mean).at("/groups/0/group").asText()).isEqualTo("a");
    assertThat(json(mean).at("/groups/2/group").isNull()).isTrue();
    JsonNode known = json(run("evaluate", "--input", cells.toString(), "--cold", "drop"));
    check(known, errors(rows(predicted(cells, "--cold", "drop")), 2, 4));
    assertThat(known.get("count").asInt()).isEqualTo(2);
    Path strangers =
        Files.writeString(directory.resolve("s.csv"), "hour,station,level\n99,x,1\n98,y,2\n");
    for (String policy : List.of("mean", "drop", "nan")) {
      CommandRun none = run("evaluate", "--input", strangers.toString(), "--cold", policy);
      assertThat(none.exit()).as(policy).isEqualTo(3);
    }
  }

  @Test
  void theOrderOfTheRows_andHowTheyAreCut_changeNoBit() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(table));
    String header = lines.remove(0);
    lines.sort(Comparator.comparing(String::hashCode));
    Path parts = Files.createDirectory(directory.resolve("parts"));
    for (int k = 0; k < 3; k++) {
      List<String> part = new ArrayList<>(List.of(header));
      part.addAll(lines.subList(k * lines.size() / 3, (k + 1) * lines.size() / 3));
      Files.write(parts.resolve(k + ".csv"), part);
    }
    assertThat(json(run("evaluate", "--input", parts.toString(), "--by", "station")))
        .isEqualTo(json(run("evaluate", "--input", table.toString(), "--by", "station")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "station,hour,level;station A0,00,many;          | | data row 1: level \"many\" is not a"
            + " number",
        "station,hour,level;station A0,00,1;station A0,00| | data row 2: not a record of 3 fields",
        "station,hour,level;station A0,,1;               | | data row 1: hour is missing",
        "station,hour,level                              | | holds no data rows",
        "station,hour,height;station A0,00,1;            | | no column \"level\"",
        "station,hour,level;station A0,00,1;             | --by=town | no column \"town\"",
        "station,hour,level;station A0,00,1;             | --clip=5 | must be LOW,HIGH",
        "station,hour,level;station A0,00,1;             | --clip=5,1 | must be LOW,HIGH",
        "station,hour,level;station A0,00,1;             | --clip=1,nan | must be LOW,HIGH",
        "station,hour,level;station A0,00,1;             | --interval=1 | must be between 0 and 1",
        "station,hour,level;station A0,00,1;             | --interval=0.999 | take 999 held-out"
      })
  void whatCannotBeEvaluated_isRefusedInOneLine(String text, String option, String expected)
      throws IOException {
    Path cells = Files.writeString(directory.resolve("in.csv"), text.strip().replace(';', '\n'));
    String[] more = option == null ? new String[0] : new String[] {option};
    CommandRun run =
        run("evaluate", SmallTable.concat(new String[] {"--input", cells.toString()}, more));
    assertThat(run.exit()).as("%s %s", run.out(), run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasSize(1);
    assertThat(run.err().get(0)).startsWith("overrank evaluate: ").contains(expected);
  }

  @Test
  void badRowsAreDroppedAndCounted_onRequest() throws IOException {
    Path cells =
        Files.writeString(
            directory.resolve("cells.csv"),
            "station,hour,level\nstation A0,01,20\nstation A0,02,\n");
    JsonNode found = json(run("evaluate", "--input", cells.toString(), "--on-bad-row", "drop"));
    assertThat(found.get("count").asInt()).isOne();
    assertThat(found.get("badRows").asInt()).isOne();
    assertThat(found.get("r2").isNull()).isTrue();
  }

  // --- recommend

  /** The best of each row by sorting all predictions. */
  private Map<String, List<String>> best(int most, boolean byColumn, Set<String> without)
      throws IOException {
    List<String> all = new ArrayList<>(List.of("station,hour"));
    for (int a = 0; a < SmallTable.ROWS; a++) {
      for (int b = 0; b < SmallTable.COLS; b++) {
        all.add(SmallTable.row(a) + "," + SmallTable.col(b));
      }
    }
    Path cells = Files.write(directory.resolve("all.csv"), all);
    int own = byColumn ? 1 : 0;
    Map<String, List<String[]>> byRow =
        rows(predicted(cells)).stream()
            .filter(cell -> !without.contains(cell[0] + "," + cell[1]))
            .collect(Collectors.groupingBy(c -> c[own], TreeMap::new, Collectors.toList()));
    Map<String, List<String>> best = new TreeMap<>();
    byRow.forEach(
        (id, list) ->
            best.put(
                id,
                list.stream()
                    .sorted(
                        Comparator.<String[]>comparingDouble(c -> -Double.parseDouble(c[2]))
                            .thenComparing(c -> c[1 - own]))
                    .limit(most)
                    .map(c -> c[1 - own] + "," + c[2])
                    .toList()));
    return best;
  }

  private CommandRun recommend(Path out, String... more) {
    return run("recommend", SmallTable.concat(new String[] {"--output", out.toString()}, more));
  }

  private static Map<String, List<String>> found(Path csv) throws IOException {
    Map<String, List<String>> found = new TreeMap<>();
    for (String[] line : rows(csv)) {
      List<String> list = found.computeIfAbsent(line[0], id -> new ArrayList<>());
      assertThat(line[2]).isEqualTo(Integer.toString(list.size() + 1));
      list.add(line[1] + "," + line[3]);
    }
    return found;
  }

  @Test
  void theBestOfEachRow_withoutWhatWasSeen() throws IOException {
    Path out = directory.resolve("best.csv");
    CommandRun run = recommend(out, "--top", "2", "--exclude", table.toString());
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(Files.readAllLines(out).get(0)).isEqualTo("station,hour,rank,prediction");
    Set<String> seen =
        rows(table).stream().map(row -> row[0] + "," + row[1]).collect(Collectors.toSet());
    assertThat(found(out)).isEqualTo(best(2, false, seen));
    assertThat(run.err())
        .containsExactly("the best 2 of hour for each of 30 of station written to " + out);
    Path all = directory.resolve("all-hours.csv");
    assertThat(recommend(all, "--top", "99").exit()).isZero();
    assertThat(found(all)).isEqualTo(best(99, false, Set.of()));
  }

  @Test
  void theBestOfEachColumn_forSomeOfThem_clipped() throws IOException {
    Path only =
        Files.writeString(directory.resolve("only.csv"), "hour,x\n07,1\n99,1\n03,2\n07,3\n");
    Path out = directory.resolve("best.csv");
    CommandRun run =
        recommend(
            out, "--top", "3", "--by", "hour", "--only", only.toString(), "--clip", "0,20.25");
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(run.err().get(0)).startsWith("1 of 3 ids are not known");
    Map<String, List<String>> expected = best(3, true, Set.of());
    expected.keySet().retainAll(Set.of("03", "07"));
    expected.replaceAll(
        (id, list) -> list.stream().map(EvaluateAndRecommendTest::clipped).toList());
    assertThat(found(out)).isEqualTo(expected);
    assertThat(Files.readAllLines(out).get(0)).isEqualTo("hour,station,rank,prediction");
  }

  private static String clipped(String line) {
    int at = line.lastIndexOf(',') + 1;
    return line.substring(0, at) + Math.min(20.25, Double.parseDouble(line.substring(at)));
  }

  @Test
  void asParquet_withTheIdsTypes() {
    Path out = directory.resolve("best.parquet");
    assertThat(recommend(out, "--top", "1", "--prediction", "rank").exit()).isZero();
    assertThat(LocalSpark.session().read().parquet(out.toString()).schema().simpleString())
        .isEqualTo("struct<station:string,hour:string,rank:int,rank_:double>");
  }

  @Test
  void nobodyKnown_isSaid_andTheTableIsEmpty() throws IOException {
    Path only = Files.writeString(directory.resolve("only.csv"), "station\nnowhere\n");
    Path out = directory.resolve("best.csv");
    CommandRun run = recommend(out, "--top", "1", "--only", only.toString());
    assertThat(run.exit()).isEqualTo(3);
    assertThat(Files.readAllLines(out)).hasSizeLessThan(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''              | --top is missing",
        "--top=0         | must be at least 1",
        "--top=1 --by=x  | --by \"x\": the ids are in \"station\" and \"hour\"",
        "--top=1 --exclude=GAPS | data row 2: hour is missing",
        "--top=1 --exclude=IDS   | no column \"hour\"",
        "--top=1 --only=NONE     | no such file"
      })
  void whatCannotBeRecommended_isRefusedInOneLine(String options, String expected)
      throws IOException {
    Path gaps =
        Files.writeString(
            directory.resolve("gaps.csv"), "station,hour,level\nstation A0,00,1\nstation A0,,\n");
    Path ids = Files.writeString(directory.resolve("ids.csv"), "station\nstation A0\n");
    String said =
        options
            .replace("GAPS", gaps.toString())
            .replace("IDS", ids.toString())
            .replace("NONE", directory.resolve("none.csv").toString());
    Path out = directory.resolve("best.csv");
    CommandRun run = recommend(out, said.isEmpty() ? new String[0] : said.split(" +", -1));
    assertThat(run.exit()).as("%s", run.err()).isEqualTo(2);
    assertThat(run.err()).hasSize(1);
    assertThat(run.err().get(0)).startsWith("overrank recommend: ").contains(expected);
    assertThat(out).doesNotExist();
  }

  // --- hold-out and intervals

  @Test
  void theHoldOutFile_saysWhatTheSummarySays() throws IOException {
    List<String> lines = Files.readAllLines(fit.resolve("holdout.csv"));
    assertThat(lines.get(0)).isEqualTo("station,hour,actual,predicted");
    JsonNode summary = new ObjectMapper().readTree(Files.readString(fit.resolve("summary.json")));
    List<String[]> rows = rows(fit.resolve("holdout.csv"));
    double[] errors = errors(rows, 2, 3);
    assertThat(rows).hasSize(summary.get("heldOut").asInt());
    assertThat(summary.get("holdoutRmse").asDouble()).isCloseTo(errors[0], within(1e-12));
    assertThat(summary.get("holdoutMae").asDouble()).isCloseTo(errors[1], within(1e-12));
    assertThat(summary.get("holdoutR2").asDouble()).isCloseTo(errors[2], within(1e-12));
    Set<String> measured = Set.copyOf(Files.readAllLines(table));
    assertThat(rows).allMatch(row -> measured.contains(row[0] + "," + row[1] + "," + row[2]));
    assertThat(summary.get("useful").asText()).isEqualTo("yes");
    assertThat(fitting.out().get(1)).isEqualTo(summary.get("usefulness").asText());
    assertThat(fitting.out().get(1)).startsWith("Useful: the hold-out RMSE, ");
    assertThat(fitting.out())
        .anyMatch(line -> line.startsWith("  baselines      RMSE by mean "))
        .anyMatch(line -> line.endsWith("report.html, picture.json, holdout.csv, filled.csv"));
  }

  /** Of n residuals the one of rank ⌈(n + 1)q⌉. */
  @Test
  void intervalsAreAsWideAsTheHoldOutSays_inPredictAndFill() throws IOException {
    double[] residuals =
        rows(fit.resolve("holdout.csv")).stream()
            .mapToDouble(r -> Math.abs(Double.parseDouble(r[2]) - Double.parseDouble(r[3])))
            .sorted()
            .toArray();
    double margin = residuals[(int) Math.ceil((residuals.length + 1) * 9 / 10.0) - 1];
    Path out = predicted(table, "--interval", "0.9", "--clip", "19,21.5");
    assertThat(Files.readAllLines(out).get(0)).isEqualTo("station,hour,level,prediction,low,high");
    for (String[] row : rows(out)) {
      double value = Double.parseDouble(row[3]);
      assertThat(value).isBetween(19.0, 21.5);
      assertThat(Double.parseDouble(row[4])).isEqualTo(Math.max(19, value - margin));
      assertThat(Double.parseDouble(row[5])).isEqualTo(Math.min(21.5, value + margin));
    }
    List<String[]> filled = rows(fit.resolve("filled.csv"));
    assertThat(Files.readAllLines(fit.resolve("filled.csv")).get(0))
        .isEqualTo("station,hour,level,low,high");
    assertThat(filled).hasSize(SmallTable.unmeasured().size());
    for (String[] row : filled) {
      double value = Double.parseDouble(row[2]);
      assertThat(Double.parseDouble(row[3])).isEqualTo(value - margin);
      assertThat(Double.parseDouble(row[4])).isEqualTo(value + margin);
    }
    JsonNode found = json(run("evaluate", "--input", table.toString(), "--interval", "0.9"));
    long within =
        rows(predicted(table)).stream()
            .filter(r -> Math.abs(Double.parseDouble(r[2]) - Double.parseDouble(r[3])) <= margin)
            .count();
    assertThat(found.get("coverage").asDouble())
        .isEqualTo((double) within / found.get("count").asInt());
  }

  @Test
  void intervalsOfCellsThatAreNotKnown_areNone_asCsvAndAsParquet() throws IOException {
    Path cells =
        Files.writeString(
            directory.resolve("cells.csv"), "station,hour\nnowhere,01\nstation A0,01\n");
    List<String[]> rows = rows(predicted(cells, "--interval", "0.5"));
    assertThat(rows.get(0)).endsWith("NaN", "NaN");
    Path out = directory.resolve("p.parquet");
    assertThat(
            run(
                    "predict",
                    "--input",
                    cells.toString(),
                    "--output",
                    out.toString(),
                    "--interval",
                    "0.5")
                .exit())
        .isZero();
    List<String> written =
        LocalSpark.session().read().parquet(out.toString()).collectAsList().stream()
            .map(row -> IntStream.range(0, 5).mapToObj(row::get).map(String::valueOf))
            .map(words -> words.collect(Collectors.joining(",")))
            .toList();
    assertThat(written).isEqualTo(rows.stream().map(row -> String.join(",", row)).toList());
  }

  @Test
  void anOlderModel_saysThatItDoesNotKnow() throws IOException {
    Path cells = Files.writeString(directory.resolve("cells.csv"), "user,item,rating\nu0,1,0.5\n");
    for (String option : List.of("--clip=range", "--interval=0.9")) {
      Path out = directory.resolve("x.csv");
      CommandRun run =
          CommandRun.of("predict", "--model=" + OLD, "--input=" + cells, "--output=" + out, option);
      assertThat(run.exit()).as("%s", run.err()).isEqualTo(2);
      assertThat(run.err()).hasSize(1);
      assertThat(run.err().get(0))
          .contains(
              option.startsWith("--clip")
                  ? "the model does not know the range of its data"
                  : "the model has no hold-out to tell intervals by");
      assertThat(out).doesNotExist();
    }
    assertThat(CommandRun.of("evaluate", "--model=" + OLD, "--input=" + cells).exit()).isZero();
  }
}
