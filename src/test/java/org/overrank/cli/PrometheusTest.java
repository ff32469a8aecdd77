package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run tells Prometheus, with the settings of the page, and what the board asks for. */
@Tag("attack")
final class PrometheusTest {
  private static final Path PAGE = Path.of("src", "site", "markdown", "watching.md");
  private static final Path BOARD = Path.of("conf", "grafana-board.json");
  private static final Pattern METRIC = Pattern.compile("metrics_\\w+");

  @TempDir Path directory;
  private int port;

  @Test
  void everyMetricOfTheBoard_isExposedByARun() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    StringBuilder exposed = new StringBuilder();
    OwnProcess run =
        OwnProcess.start(
            directory.resolve("log"),
            settings(),
            "fit",
            "--spec=conf/air-quality.conf",
            "--relative-gap=1e-13",
            "--output=" + directory.resolve("out"));
    run.await(() -> proven(exposed));
    run.kill();
    Set<String> names = names(exposed.toString());
    assertThat(names).as(Files.readString(directory.resolve("log"))).isNotEmpty();
    Set<String> asked = new TreeSet<>();
    for (JsonNode panel : new ObjectMapper().readTree(BOARD.toFile()).path("panels")) {
      panel.path("targets").forEach(target -> asked.addAll(names(target.path("expr").asText())));
    }
    assertThat(asked).hasSizeGreaterThan(8);
    assertThat(names).containsAll(asked).containsAll(names(Files.readString(PAGE)));
  }

  /** Those that the page gives. */
  private List<String> settings() throws IOException {
    List<String> settings = new ArrayList<>(List.of("-Dspark.ui.port=" + port));
    List<String> told =
        Pattern.compile("--conf (\\S+=\\S+)")
            .matcher(Files.readString(PAGE))
            .results()
            .map(found -> "-D" + found.group(1))
            .filter(flag -> !flag.contains(".csv."))
            .toList();
    assertThat(told).hasSize(4);
    settings.addAll(told);
    return settings;
  }

  /** Whether there is a gap by now, with all that is exposed then. */
  private boolean proven(StringBuilder exposed) {
    URI page = URI.create("http://127.0.0.1:" + port + "/metrics/prometheus");
    try (var in = page.toURL().openStream()) {
      exposed.setLength(0);
      exposed.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return false; // Not there yet.
    }
    return Pattern.compile("overrank_passes_Value\\S* [1-9]").matcher(exposed).find();
  }

  private static Set<String> names(String text) {
    return new TreeSet<>(METRIC.matcher(text).results().map(MatchResult::group).toList());
  }
}
