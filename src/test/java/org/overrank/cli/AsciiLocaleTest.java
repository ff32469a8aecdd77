package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cron, systemd and containers start programs in the locale C. */
final class AsciiLocaleTest {
  private static final String LAUNCHER =
      "source <(sed -n '/^know_all_letters()/,/^}/p' jobs/overrank); know_all_letters; exec \"$@\"";

  @TempDir Path dir;

  private String run(int exit, boolean launcher, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (launcher) {
      command.addAll(List.of("bash", "-c", LAUNCHER, "bash"));
    }
    command.addAll(OwnProcess.java(Overrank.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isEqualTo(exit);
    return text;
  }

  @Test
  void theLauncherMakesJavaKnowAllLetters_withoutItTheRefusalSaysHow() throws Exception {
    Path folder = Files.createDirectory(dir.resolve("données Ж"));
    StringBuilder table = new StringBuilder("número,item,rating\n");
    for (int k = 0; k < 40; k++) {
      table.append("é").append(k / 5).append(',').append(k % 5).append(',').append(k / 5 + 1);
      table.append('\n');
    }
    Files.writeString(folder.resolve("é.csv"), table);
    String[] fit = {
      "fit",
      "--input=" + folder.resolve("é.csv"),
      "--row=número",
      "--col=item",
      "--value=rating",
      "--lambda=0.1",
      "--output=" + folder.resolve("ü")
    };
    run(0, true, fit);
    assertThat(folder.resolve("ü/summary.json")).content().contains("données Ж/é.csv");
    assertThat(run(2, false, fit).lines().filter(line -> line.startsWith("overrank")))
        .singleElement()
        .asString()
        .endsWith("was written with letters that this locale does not know: set LC_ALL=C.UTF-8");
  }
}
