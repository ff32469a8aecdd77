package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.fit.FitSummary;
import org.overrank.fit.SummaryJson;

/**
 * Nights of {@code jobs/nightly-fit} with true fits: the script's {@code overrank} is this JVM,
 * which it reaches through a socket.
 */
class NightlyFitTest {
  private static final int FEW = 26;

  @TempDir Path folder;
  private Path nights;
  private Path spec;
  private Path table;
  private ServerSocket server;
  private final List<List<String>> calls = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private final List<String> printed = new ArrayList<>();

  @BeforeEach
  void serve() throws IOException {
    nights = folder.resolve("nights");
    table = folder.resolve("table.csv");
    spec =
        Files.writeString(
            folder.resolve("s.conf"),
            "input = table.csv, row = station, col = hour, value = level, holdout = 0.2");
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Path launcher =
        Files.writeString(
            folder.resolve("overrank"),
            """
            #!/usr/bin/env bash
            exec 3<>"/dev/tcp/127.0.0.1/$PORT"
            printf '%s\\n' "$@" '' >&3
            read -r code <&3
            exit "$code"
            """);
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    Thread answering = new Thread(this::answer, "overrank of the script");
    answering.setDaemon(true);
    answering.start();
  }

  private void answer() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        List<String> args = new ArrayList<>();
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
          args.add(line);
        }
        CommandRun run = CommandRun.of(args.toArray(String[]::new));
        calls.add(args);
        said.addAll(run.err());
        printed.addAll(run.out());
        socket.getOutputStream().write((run.exit() + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private int night(String date, String... more) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of("jobs/nightly-fit", spec.toString(), nights.toString()),
                        Stream.of(more))
                    .toList())
            .redirectErrorStream(true);
    builder.environment().put("OVERRANK_COMMAND", folder.resolve("overrank").toString());
    builder.environment().put("OVERRANK_NIGHT", date);
    builder.environment().put("PORT", Integer.toString(server.getLocalPort()));
    Process process = builder.redirectOutput(folder.resolve("out").toFile()).start();
    return process.waitFor();
  }

  /** The table's first rows, with their values times a number. */
  private void measure(int rows, double times) throws IOException {
    StringBuilder csv = new StringBuilder("station,hour,level\n");
    for (int a = 0; a < rows; a++) {
      for (int b = 0; b < SmallTable.COLS; b++) {
        if (SmallTable.isMeasured(a, b)) {
          String ids = SmallTable.row(a) + "," + SmallTable.col(b);
          csv.append(ids + "," + times * SmallTable.value(a, b) + "\n");
        }
      }
    }
    Files.writeString(table, csv.toString());
  }

  /** Values as likely as before that have nothing to do with their ids. */
  private void shuffle(long seed) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(table));
    List<String> values = new ArrayList<>();
    lines.subList(1, lines.size()).forEach(l -> values.add(l.substring(l.lastIndexOf(','))));
    Collections.shuffle(values, new Random(seed));
    for (int k = 1; k < lines.size(); k++) {
      lines.set(k, lines.get(k).substring(0, lines.get(k).lastIndexOf(',')) + values.get(k - 1));
    }
    Files.write(table, lines);
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(Files.readString(nights.resolve(file)));
  }

  private String latest() throws IOException {
    return Files.readSymbolicLink(nights.resolve("latest")).toString();
  }

  private void assertEnded(String verdict, int exit, String latest) throws IOException {
    JsonNode status = json("status.json");
    assertThat(status.get("verdict").asText()).as("%s", said).isEqualTo(verdict);
    assertThat(status.get("exit").asInt()).isEqualTo(exit);
    assertThat(latest()).isEqualTo(latest);
  }

  private FitSummary summary(String night) throws IOException {
    return SummaryJson.read(Files.readString(nights.resolve(night + "/summary.json")), night);
  }

  @Test
  void nightsThatImprove_regress_andDrift_andARetryAfterEach()
      throws IOException, InterruptedException {
    measure(FEW, 1);
    assertThat(night("2026-01-01")).isZero();
    assertEnded("good", 0, "2026-01-01");

    // More rows: the same lambda, begun at the model of before, and better.
    measure(SmallTable.ROWS, 1);
    assertThat(night("2026-01-02")).isZero();
    assertEnded("good", 0, "2026-01-02");
    JsonNode gate = json("2026-01-02/gate.json");
    assertThat(gate.get("rmse").asDouble()).isLessThan(gate.get("previousRmse").asDouble());
    FitSummary first = summary("2026-01-01");
    FitSummary second = summary("2026-01-02");
    assertThat(second.asked().lambda()).isEqualTo(first.asked().lambda());
    assertThat(second.asked().start()).endsWith("2026-01-01");
    assertThat(second.asked().center()).isEqualTo("biases");
    assertThat(second.problem().heldOut()).isEqualTo(gate.get("cells").asLong());
    assertThat(night("2026-01-02")).isZero();
    assertEnded("good", 0, "2026-01-02");
    assertThat(calls).hasSize(2);

    // A lambda that leaves nothing: the night is kept, and latest stays.
    assertThat(night("2026-01-03", "--lambda", "50")).isEqualTo(4);
    assertEnded("regressed", 4, "2026-01-02");
    assertThat(json("2026-01-03/gate.json").get("verdict").asText()).isEqualTo("regressed");
    assertThat(night("2026-01-03")).isEqualTo(4);
    assertEnded("regressed", 4, "2026-01-02");
    assertThat(calls).hasSize(3);

    // Other units: nothing is fitted, until the data are what they were.
    measure(SmallTable.ROWS, 100);
    assertThat(night("2026-01-04")).isEqualTo(2);
    assertEnded("drifted", 2, "2026-01-02");
    assertThat(nights.resolve("2026-01-04")).isDirectoryContaining("glob:**gate.json");
    assertThat(nights.resolve("2026-01-04/model")).doesNotExist();
    assertThat(said).last().asString().contains("values from", "--drift-range 0.5");
    assertThat(night("2026-01-04")).isEqualTo(2);
    assertEnded("drifted", 2, "2026-01-02");
    assertThat(night("2026-01-04", "--on-duplicate", "perhaps")).isEqualTo(2);
    assertEnded("unfinished", 2, "2026-01-02");
    measure(SmallTable.ROWS, 1);
    assertThat(night("2026-01-04", "--relative-gap=1e-14", "--max-passes=3")).isEqualTo(3);
    assertEnded("good", 3, "2026-01-04");
    assertThat(json("status.json").get("comparedWith").asText()).isEqualTo("2026-01-02");
    assertThat(night("2026-01-04")).isEqualTo(3);
  }

  @Test
  void aNightOfShuffledValues_isHeldBack_alsoTheFirst() throws IOException, InterruptedException {
    measure(SmallTable.ROWS, 1);
    shuffle(1);
    assertThat(night("2026-01-01")).isEqualTo(4);
    assertThat(json("2026-01-01/gate.json").get("verdict").asText()).isEqualTo("useless");
    assertThat(json("status.json").get("verdict").asText()).isEqualTo("regressed");
    assertThat(nights.resolve("latest")).doesNotExist();
    assertThat(night("2026-01-01")).isEqualTo(4);
    assertThat(calls).hasSize(1);

    measure(SmallTable.ROWS, 1);
    assertThat(night("2026-01-02")).isZero();
    assertEnded("good", 0, "2026-01-02");
    assertThat(json("status.json").get("comparedWith").isNull()).isTrue();

    // Both models are as bad on tonight's cells: the comparison alone would let it pass.
    shuffle(2);
    assertThat(night("2026-01-03", "--tolerate-error", "1000")).isEqualTo(4);
    assertEnded("regressed", 4, "2026-01-02");
    JsonNode gate = json("2026-01-03/gate.json");
    assertThat(gate.get("verdict").asText()).isEqualTo("useless");
    assertThat(gate.get("rmse").asDouble()).isLessThan(1000 * gate.get("previousRmse").asDouble());
    assertThat(summary("2026-01-03").holdout().orElseThrow().useful()).isEqualTo("no");
    assertThat(printed)
        .anyMatch(line -> line.startsWith("Not useful: "))
        .contains(
            "Held back: a plain baseline predicts as well, as if the values had nothing to do with"
                + " their ids.");
    measure(SmallTable.ROWS, 1);
    assertThat(night("2026-01-04")).isZero();
    assertEnded("good", 0, "2026-01-04");
  }

  /** The table that the spec speaks of, on the first night without its last days. */
  @Test
  @Tag("attack")
  void theSpecThatComesWithIt_isFittedEveryNight() throws IOException, InterruptedException {
    Path sample = Files.createDirectory(folder.resolve("sample")).resolve("beijing-pm25.csv.gz");
    List<String> lines = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(Path.of("conf/sample/beijing-pm25.csv.gz"))),
                StandardCharsets.UTF_8))) {
      in.lines().forEach(lines::add);
    }
    spec = Files.copy(Path.of("conf/nightly-fit.conf"), folder.resolve("nightly-fit.conf"));
    write(sample, lines.subList(0, lines.size() - 1000));
    assertThat(night("2026-01-01")).as("%s", said).isZero();
    write(sample, lines);
    assertThat(night("2026-01-02")).as("%s", said).isZero();
    assertEnded("good", 0, "2026-01-02");
    assertThat(summary("2026-01-02").asked().lambda())
        .isEqualTo(summary("2026-01-01").asked().lambda());
    assertThat(summary("2026-01-02").holdout().orElseThrow().useful()).isEqualTo("yes");
  }

  private static void write(Path file, List<String> lines) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
