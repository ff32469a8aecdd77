package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --log json}. */
class JsonLogTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  /** All of standard error, each line an object with what every event has. */
  private static List<JsonNode> events(CommandRun run) {
    return run.err().stream()
        .map(
            line -> {
              try {
                JsonNode event = JSON.readTree(line);
                assertThat(Instant.parse(event.get("time").asText()))
                    .isBefore(Instant.now().plusSeconds(1));
                assertThat(event.get("level").asText()).isIn("info", "warn", "error");
                assertThat(event.get("message").isTextual()).isTrue();
                return event;
              } catch (IOException e) {
                throw new UncheckedIOException(line, e);
              }
            })
        .toList();
  }

  private static JsonNode named(List<JsonNode> events, String name) {
    return events.stream()
        .filter(event -> event.get("event").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFitTellsEvents_andItsResultAsEver() throws IOException {
    Path table = SmallTable.write(directory);
    String[] json =
        SmallTable.fit(table, directory.resolve("a"), "--holdout=0.1", "--log=json", "--debug");
    CommandRun run = CommandRun.of(json);
    assertThat(run.exit()).as("%s", run.err()).isZero();
    List<JsonNode> events = events(run);
    JsonNode read = named(events, "read");
    assertThat(read.get("rows").asInt()).isEqualTo(SmallTable.ROWS);
    assertThat(read.get("measurements").asLong() + read.get("heldOut").asLong()).isEqualTo(270);
    assertThat(named(events, "estimate").get("driverBytes").asLong()).isPositive();
    assertThat(named(events, "end").get("exit").asInt()).isZero();
    CommandRun text = CommandRun.of(SmallTable.fit(table, directory.resolve("b"), "--holdout=0.1"));
    assertThat(run.out()).hasSameSizeAs(text.out());
    assertThat(run.out().subList(0, 6)).isEqualTo(text.out().subList(0, 6));
  }

  @Test
  void theChoiceOfLambda_isEvents() throws IOException {
    Path table = SmallTable.write(directory);
    CommandRun run =
        CommandRun.of(
            SmallTable.concat(
                new String[] {
                  "fit", "--input=" + table, "--output=" + directory.resolve("a"), "--log", "json"
                },
                SmallTable.COLUMNS));
    assertThat(named(events(run), "chosen").get("lambda").asDouble()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fit --input=none.csv --lambda=1",
        "fit --unknown",
        "sweep",
        "predict --model=none --input=none.csv",
        "recommend --model=none --top=1",
        "evaluate --model=none --input=none.csv",
        "certify --model=none",
        "report --results=none",
        "generate --instance=none",
        "landscape --instance=none"
      })
  void whatEndsACommand_isAnErrorWithTheExitCode(String call) {
    CommandRun run =
        CommandRun.of((call + " --output=" + directory.resolve("o") + " --log=json").split(" "));
    assertThat(run.exit()).isEqualTo(2);
    List<JsonNode> events = events(run);
    JsonNode error = named(events, "error");
    assertThat(error.get("level").asText()).isEqualTo("error");
    assertThat(error.get("exit").asInt()).isEqualTo(2);
    assertThat(error.get("message").asText()).startsWith("overrank ");
    assertThat(events.get(events.size() - 1).get("event").asText()).isEqualTo("end");
  }

  @Test
  void anotherFormat_isRefused() {
    CommandRun run = CommandRun.withoutSpark("fit", "--input=x", "--output=y", "--log=xml");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).last().asString().contains("text, json");
  }
}
