package org.overrank.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.overrank.fit.SampleFits.certified;
import static org.overrank.fit.SampleFits.uncertified;
import static org.overrank.fit.SampleFits.with;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.linalg.InvalidInputException;

class SummaryJsonTest {
  private static final Pattern KEY = Pattern.compile("^  \"(\\w+)\" :", Pattern.MULTILINE);

  @Test
  void readsBackWhatWasWritten() {
    FitSummary awkward = with(certified(), "objective", Math.nextUp(0.1));
    awkward = with(with(awkward, "lambda", Double.MIN_VALUE), "seed", Long.MAX_VALUE);
    awkward = with(awkward, "input", "a \"quoted\" <path>\\ of\nlines \u2028 Ω");
    for (FitSummary summary : List.of(certified(), uncertified(), awkward)) {
      assertThat(SummaryJson.read(SummaryJson.write(summary), "summary.json")).isEqualTo(summary);
    }
  }

  @Test
  void keysAreTheComponentsInTheirOrder() {
    String json = SummaryJson.write(uncertified());
    List<String> components = components(FitSummary.class).map(RecordComponent::getName).toList();
    assertThat(KEY.matcher(json).results().map((MatchResult key) -> key.group(1)).toList())
        .isEqualTo(components);
    assertThat(json).contains("\"seed\" : " + (Long.MIN_VALUE + 1) + ",", "\"holdoutRmse\" : null");
  }

  private static Stream<RecordComponent> components(Class<?> record) {
    return Stream.of(record.getRecordComponents())
        .filter(component -> component.getType() != Optional.class)
        .flatMap(
            component ->
                component.getType().isRecord()
                    ? components(component.getType())
                    : Stream.of(component));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refusesNumbersThatJsonHasNoWordFor(double value) {
    assertThatThrownBy(() -> SummaryJson.write(with(certified(), "nu", value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("summary: nu is " + value);
    FitSummary spectrum = with(certified(), "singularValues", List.of(1.0, value));
    assertThatThrownBy(() -> SummaryJson.write(spectrum)).hasMessageContaining("singularValues");
    FitSummary holdout = with(certified(), "holdoutRmse", value);
    assertThatThrownBy(() -> SummaryJson.write(holdout)).hasMessageContaining("holdoutRmse");
  }

  @Test
  void howLambdaWasChosen_isWrittenAndReadAgain() {
    ChosenLambda chosen =
        new ChosenLambda(
            "best", 0.5, true, 12, List.of(new LambdaTrial(1, 3, 4, 0, 2), trial(0.5)));
    FitSummary summary = certified().chosenBy(chosen, List.of("a remark"));
    assertThat(SummaryJson.read(SummaryJson.write(summary), "s")).isEqualTo(summary);
    assertThat(SummaryJson.read(SummaryJson.write(certified()), "s").choice()).isEmpty();
  }

  private static LambdaTrial trial(double lambda) {
    return new LambdaTrial(lambda, 1, 2, 3, 10);
  }

  @Test
  void passesOverUnknownKeys() {
    String json = SummaryJson.write(certified()).replaceFirst("\\{", "{ \"later\": {\"a\": [1]},");
    assertThat(SummaryJson.read(json, "s")).isEqualTo(certified());
  }

  @Test
  void refusesWhatIsNoSummary() {
    String json = SummaryJson.write(certified());
    refuses("", "it has no \"objective\"");
    refuses("[1]", "it has no \"objective\"");
    refuses("{\"objective\": 1,", "s at line 1: not a summary of a fit");
    refuses(json.replace("\"seed\"", "\"sead\""), "it has no \"seed\"");
    refuses(json.replaceAll("\"rank\" : 17", "\"rank\" : null"), "it has no \"rank\"");
    refuses(json.replaceAll("\"rank\" : 17", "\"rank\" : 17.5"), "not a summary of a fit");
    refuses(json.replaceAll("\"rank\" : 17", "\"rank\" : \"x\""), "not a summary of a fit");
    refuses(json.replaceAll("\"warnings\" : \\[ ]", "\"warnings\" : [ null ]"), "not a summary");
    refuses(json + "{}", "not a summary of a fit");
  }

  private static void refuses(String json, String message) {
    assertThatThrownBy(() -> SummaryJson.read(json, "s"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("s")
        .hasMessageContaining(message)
        .message()
        .hasLineCount(1);
  }
}
