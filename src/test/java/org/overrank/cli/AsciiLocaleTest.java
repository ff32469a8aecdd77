package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who starts Java in the locale C without the launcher is told what to set. */
@Tag("attack")
final class AsciiLocaleTest {
  @Test
  void lettersThatJavaHasLostAreARefusalThatSaysHow() throws Exception {
    List<String> fit =
        OwnProcess.java(
            Overrank.class.getName(), "fit", "--input=é.csv", "--lambda=1", "--output=out");
    ProcessBuilder builder = new ProcessBuilder(fit).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(2);
    assertThat(said.lines().filter(line -> line.startsWith("overrank")))
        .singleElement()
        .asString()
        .endsWith("was written with letters that this locale does not know: set LC_ALL=C.UTF-8");
  }
}
