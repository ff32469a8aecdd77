package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that are no names: they go through a run as they are, and into no page as markup. */
class HostileNamesTest {
  private static final String ROW = "</script><script>alert('row')</script>";
  private static final String COLUMN = "\"><img src=x onerror=alert(2)>";
  private static final String ID = "{{data}}</title><svg onload=alert(3)>";
  private static final String FOLDER = "<b onclick=alert(4)>";
  private static final List<String> MARKUP =
      List.of("<script>alert", "<img src=x", "<svg onload", "<b onclick");

  @TempDir Path directory;

  private Path table() throws IOException {
    StringBuilder csv = new StringBuilder();
    csv.append(quoted(ROW)).append(',').append(quoted(COLUMN)).append(",v\n");
    for (int a = 0; a < 12; a++) {
      for (int b = 0; b < 8; b++) {
        if ((a + b) % 3 != 0) {
          csv.append(quoted(ID + a)).append(',').append(quoted("=cmd|' /C calc'!A" + b));
          csv.append(',').append((a - 5) * (b - 3) + 0.01 * ((7 * a + b) % 5)).append('\n');
        }
      }
    }
    Path folder = Files.createDirectory(directory.resolve(FOLDER));
    return Files.writeString(folder.resolve("table.csv"), csv.toString());
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  @Test
  void pagesShowThemAsText() throws IOException {
    Path table = table();
    Path fit = directory.resolve("fit");
    Path sweep = directory.resolve(FOLDER + " sweep");
    String[] columns = {"--row=" + ROW, "--col=" + COLUMN, "--value=v", "--input=" + table};
    CommandRun fitted =
        CommandRun.of(
            SmallTable.concat(
                new String[] {"fit", "--lambda=0.01", "--fill", "--output=" + fit}, columns));
    assertThat(fitted.exit()).as("%s", fitted.err()).isZero();
    CommandRun swept =
        CommandRun.of(
            SmallTable.concat(
                new String[] {"sweep", "--lambda=0.01", "--search-rank=2", "--output=" + sweep},
                columns));
    assertThat(swept.exit()).as("%s", swept.err()).isIn(0, 3);
    for (Path page : List.of(fit.resolve("report.html"), sweep.resolve("report.html"))) {
      String html = Files.readString(page);
      assertThat(html).contains("onclick=alert(4)").doesNotContain(MARKUP);
    }
    assertThat(Files.readString(fit.resolve("filled.csv"))).contains(ID + "0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://user:hush@host/in.csv", "s3a://KEY:hush@bucket/in.csv"})
  void aPathWithAPasswordIsRefused_andNotRepeated(String path) {
    for (String option : List.of("--input", "--output", "--checkpoint")) {
      CommandRun run = CommandRun.withoutSpark("fit", option + "=" + path, "--lambda=1");
      assertThat(run.exit()).isEqualTo(2);
      assertThat(String.join("\n", run.err()))
          .contains("a path must not hold a password")
          .doesNotContain("hush");
    }
  }

  @Test
  void aSweepsPlaceThatIsNowhere_isRefused() {
    CommandRun run =
        CommandRun.withoutSpark(
            "sweep", "--input=x.csv", "--lambda=1", "--output=hdfs://namenode.invalid/out");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .singleElement()
        .asString()
        .contains("hdfs://namenode.invalid/out: cannot be opened: ");
    assertThat(Path.of("hdfs:")).doesNotExist();
  }
}
