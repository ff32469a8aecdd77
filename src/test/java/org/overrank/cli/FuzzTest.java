package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.Attack;
import org.overrank.fit.FitSummary;
import org.overrank.fit.SummaryJson;

/**
 * Valid files of every kind and text format, changed at random: a fit ends with finite numbers, or
 * with exit code 2 and one line; never otherwise.
 */
final class FuzzTest {
  private static final String[] ODD = {
    "1e308",
    "-0",
    "4.9e-324",
    "NaN",
    "",
    "99999999999",
    "-1",
    "1e-200",
    "0",
    "\"",
    "[]",
    "null",
    "1e149",
    "Infinity",
    "0x1p3",
    "1.5",
    "{}",
    " ",
    "true",
    "\u00e9",
    "2147483647",
    "%"
  };

  @TempDir Path directory;

  /** A valid file and the options that fit it. */
  private record Seed(String name, String options, List<String> lines) {}

  private static List<Seed> seeds() {
    List<Seed> seeds = new ArrayList<>(plain());
    seeds.addAll(written());
    return seeds;
  }

  private static List<Seed> written() {
    return List.of(
        new Seed(
            "t.csv",
            "--wide --row row --fill",
            lines("row,a,b,c", i -> i + "," + value(i) + ",," + value(i + 1))),
        new Seed(
            "t.tsv",
            "--decimal comma --no-header --columns row,col,value",
            lines(null, i -> i % 5 + "\t" + i / 5 + "\t" + value(i).replace('.', ','))));
  }

  private static List<Seed> plain() {
    String[] matrices = {"--kind dense --rows 2 --cols 3", "--kind dense --rows 2"};
    return List.of(
        new Seed("t.csv", "", lines("row,col,value", i -> i % 5 + "," + i / 5 + "," + value(i))),
        new Seed(
            "t.csv",
            "--weight w --coefficient c --center biases --holdout 0.2",
            lines("row,col,value,w,c", i -> i % 5 + ",x" + i / 5 + "," + value(i) + ",2,-1.5")),
        new Seed(
            "t.json",
            "--regularizer weighted --on-duplicate mean",
            lines(
                null,
                i ->
                    String.format(
                        "{\"row\":\"r%d\",\"col\":%d,\"value\":%s}", i % 4, i / 4, value(i)))),
        new Seed(
            "t.mtx",
            "",
            lines(
                "%%MatrixMarket matrix coordinate real general\n5 6 24",
                i -> (1 + i % 5) + " " + (1 + i / 5) + " " + value(i))),
        new Seed("t.csv", matrices[0], lines("measurement,value", i -> row(i, 6) + "," + value(i))),
        new Seed(
            "t.csv",
            matrices[1] + " --measurement a",
            lines("a0,a1,a2,a3,value", i -> row(i, 4).replace(' ', ',') + "," + value(i))),
        new Seed(
            "t.json",
            matrices[0] + " --storage float",
            lines(
                null,
                i ->
                    String.format(
                        "{\"measurement\":[%s],\"value\":%s}",
                        row(i, 6).replace(' ', ','), value(i)))),
        new Seed(
            "t.json",
            "--kind sparse",
            lines(
                null,
                i ->
                    String.format(
                        "{\"rows\":[%d,1],\"cols\":[0,%d],\"values\":[%s,2],\"value\":%s}",
                        i % 4, i % 3, value(i), value(i + 1)))),
        new Seed(
            "t.csv",
            "--kind rank-one --holdout 0.1",
            lines("left,right,value", i -> row(i, 3) + "," + row(i + 9, 2) + "," + value(i))),
        new Seed(
            "t.csv",
            "--kind seeded-gaussian --rows 3 --cols 2",
            lines("index,value", i -> i + "," + value(i))));
  }

  private static String value(int i) {
    return Double.toString(Math.round(1000 * Math.sin(1 + 7 * i)) / 100.0);
  }

  private static String row(int i, int length) {
    return IntStream.range(0, length)
        .mapToObj(j -> value(i * length + j))
        .collect(Collectors.joining(" "));
  }

  private static List<String> lines(@Nullable String header, IntFunction<String> line) {
    List<String> lines = new ArrayList<>();
    if (header != null) {
      lines.addAll(List.of(header.split("\n")));
    }
    IntStream.range(0, 24).mapToObj(line).forEach(lines::add);
    return lines;
  }

  private static byte[] mutated(List<String> seed, Random random) {
    List<String> lines = new ArrayList<>(seed);
    int changes = 1 + random.nextInt(3);
    for (int k = 0; k < changes; k++) {
      int at = random.nextInt(lines.size());
      switch (random.nextInt(6)) {
        case 0 -> lines.set(at, replaceNumber(lines.get(at), random));
        case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
        case 2 -> lines.remove(at);
        case 3 -> lines.set(at, cut(lines.get(at), random));
        case 4 -> lines.set(at, lines.get(at) + "," + ODD[random.nextInt(ODD.length)]);
        default -> lines.set(at, replaceNumber(lines.get(at), random));
      }
      if (lines.isEmpty()) {
        lines.add("");
      }
    }
    byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    return random.nextInt(3) == 0 ? flipped(bytes, random) : bytes;
  }

  private static String replaceNumber(String line, Random random) {
    String[] parts = line.split("(?<=[,\\[\\] :])|(?=[,\\[\\] :}])");
    parts[random.nextInt(parts.length)] = ODD[random.nextInt(ODD.length)];
    return String.join("", parts);
  }

  private static String cut(String line, Random random) {
    return line.substring(0, random.nextInt(line.length() + 1));
  }

  private static byte[] flipped(byte[] bytes, Random random) {
    byte[] result = bytes.clone();
    if (random.nextBoolean()) {
      result[random.nextInt(result.length)] = (byte) random.nextInt(256);
      return result;
    }
    return Arrays.copyOf(result, random.nextInt(result.length + 1));
  }

  @Test
  void whateverTheFile_theEndIsAnAnswerOrOneLine() throws IOException {
    endInAnAnswerOrOneLine(0, 40);
  }

  @Test
  @Tag("attack")
  void whateverTheFile_theEndIsAnAnswerOrOneLine_oftener() throws IOException {
    endInAnAnswerOrOneLine(40, 40 + Attack.share(120));
  }

  private void endInAnAnswerOrOneLine(int first, int end) throws IOException {
    List<Seed> seeds = seeds();
    int answers = 0;
    int refusals = 0;
    for (int k = first; k < end; k++) {
      Random random = new Random(k);
      Seed seed = seeds.get(k % seeds.size());
      Path input = directory.resolve(k + seed.name());
      Files.write(input, mutated(seed.lines(), random));
      Path output = directory.resolve("out" + k);
      CommandRun run = fit(seed, input, output);
      String what =
          "case "
              + k
              + ": "
              + seed.options()
              + " "
              + Files.readString(input, StandardCharsets.ISO_8859_1)
              + run.err();
      if (run.exit() == 2) {
        refusals++;
        assertThat(run.err()).as(what).hasSize(1);
        assertThat(output).as(what).doesNotExist();
      } else {
        answers++;
        assertThat(run.exit()).as(what).isIn(0, 3);
        Path summary = output.resolve("summary.json");
        FitSummary found = SummaryJson.read(Files.readString(summary), what);
        assertThat(found.proof().relativeGap()).as(what).isBetween(0.0, 1.0);
        assertThat(found.proof().lowerBound())
            .as(what)
            .isLessThanOrEqualTo(found.proof().objective());
        assertThat(found.errors().trainRmse()).as(what).isFinite();
      }
    }
    assertThat(answers).isGreaterThan((end - first) / 10);
    assertThat(refusals).isGreaterThan((end - first) / 10);
    assertThat(leftovers()).isEmpty();
  }

  private List<String> leftovers() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith(".") && !name.endsWith(".crc"))
          .toList();
    }
  }

  private static CommandRun fit(Seed seed, Path input, Path output) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "fit",
                "--input",
                input.toString(),
                "--output",
                output.toString(),
                "--lambda=0.05",
                "--max-passes=60",
                "--partitions=2"));
    Arrays.stream(seed.options().split(" ")).filter(each -> !each.isEmpty()).forEach(args::add);
    return CommandRun.of(args.toArray(String[]::new));
  }
}
