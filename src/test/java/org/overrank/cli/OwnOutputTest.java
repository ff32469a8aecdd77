package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --overwrite} replaces what overrank wrote, and nothing of anybody else's. */
final class OwnOutputTest {
  private static final Path OLD = Path.of("src/test/resources/org/overrank/version010");

  @TempDir Path directory;
  private Path table;
  private Path fit;

  @BeforeEach
  void copyAnOldFit() throws IOException {
    table = SmallTable.write(directory);
    fit = directory.resolve("fit");
    try (Stream<Path> files = Files.walk(OLD.resolve("fit"))) {
      for (Path file : files.toList()) {
        Files.copy(file, fit.resolve(OLD.resolve("fit").relativize(file).toString()));
      }
    }
  }

  private CommandRun fit(Path output) {
    return CommandRun.of(SmallTable.fit(table, output, "--overwrite", "--max-passes=3"));
  }

  private static Map<String, String> content(Path path) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(
            file.toString(), Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    }
    return content;
  }

  private static void assertRefused(CommandRun run, String words) {
    assertThat(run.exit()).as("%s", run.err()).isEqualTo(2);
    assertThat(run.err()).singleElement().asString().contains(words);
  }

  @Test
  void aFitOfVersion010_isReplaced() {
    assertThat(fit(fit).exit()).isEqualTo(3);
    assertThat(fit.resolve("report.html")).exists();
    assertThat(fit(fit).exit()).as("and the new one again").isEqualTo(3);
  }

  @Test
  void aDirectoryWithAFileOfTheUsers_isRefused_wherever() throws IOException {
    for (String name :
        new String[] {"notes.txt", "model/notes.txt", "plots/a/b.png", ".git/HEAD"}) {
      Path own = fit.resolve(name);
      Files.createDirectories(own.getParent());
      Files.writeString(own, "mine");
      Map<String, String> before = content(directory);
      CommandRun run =
          CommandRun.withoutSpark(SmallTable.fit(table, fit, "--overwrite", "--max-passes=3"));
      assertRefused(run, "holds " + name + ", which overrank did not write");
      assertThat(content(directory)).isEqualTo(before);
      Files.delete(own);
    }
  }

  @Test
  void aSummaryOfSomebodyElses_isNoFit() throws IOException {
    Path theirs = Files.createDirectories(directory.resolve("theirs"));
    Files.writeString(theirs.resolve("summary.json"), "{\"objective\": 3}");
    assertRefused(fit(theirs), "was not written by overrank: --overwrite does not replace it");
    Files.writeString(theirs.resolve("summary.json"), "not even JSON");
    assertRefused(fit(theirs), "was not written by overrank");
    Path file = Files.writeString(directory.resolve("thesis.tex"), "text");
    assertRefused(fit(file), "was not written by overrank");
    assertRefused(fit(directory), "was not written by overrank");
  }

  private CommandRun predict(Path input, Path output) {
    return CommandRun.of(
        "predict",
        "--model",
        fit.toString(),
        "--input",
        input.toString(),
        "--output",
        output.toString(),
        "--overwrite");
  }

  @Test
  void predictionsAreReplaced_foreignTablesAndFilesAreNot() throws IOException {
    Path cells = Files.writeString(directory.resolve("cells.csv"), "user,item,rating\nu1,3,2\n");
    for (String name : new String[] {"p.json", "p.parquet", "p"}) {
      Path output = directory.resolve(name);
      assertThat(predict(cells, output).exit()).as(name).isZero();
      CommandRun again = predict(cells, output);
      assertThat(again.exit()).as("%s %s", name, again.err()).isZero();
    }
    Files.writeString(directory.resolve("p/notes.txt"), "mine");
    assertRefused(predict(cells, directory.resolve("p")), "holds notes.txt");
    Map<String, String> foreign =
        Map.of(
            "todo.csv", "buy milk\n",
            "other.csv", "user,item,rating\nu1,3,2\n",
            "empty.csv", "",
            "x.parquet", "PAR1 or not");
    for (Map.Entry<String, String> each : foreign.entrySet()) {
      Path file = Files.writeString(directory.resolve(each.getKey()), each.getValue());
      assertRefused(predict(cells, file), "was not written by overrank");
      assertThat(file).hasContent(each.getValue());
    }
    assertRefused(predict(cells, fit), "which overrank did not write");
  }

  @Test
  void theInputIsNeverReplaced() throws IOException {
    Path inputs = Files.createDirectories(directory.resolve("inputs"));
    Path cells = Files.writeString(inputs.resolve("cells.csv"), "user,item,prediction\nu1,3,2\n");
    Path link = Files.createSymbolicLink(directory.resolve("link.csv"), cells);
    for (Path input : new Path[] {cells, link, inputs, inputs.resolve("*.csv")}) {
      assertRefused(predict(input, cells), "is the input, or part of it, or holds it");
    }
    assertRefused(predict(cells, link), "is the input");
    assertRefused(predict(cells, inputs), "holds cells.csv");
    assertThat(cells).hasContent("user,item,prediction\nu1,3,2\n");
    Path filled = Files.copy(table, fit.resolve("filled.csv"));
    assertRefused(
        CommandRun.withoutSpark(SmallTable.fit(filled, fit, "--overwrite")), "is the input");
  }

  @Test
  void aLinkIsFollowed_andStaysALink() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("latest"), Path.of("fit"));
    CommandRun run = fit(link);
    assertThat(run.exit()).as("%s", run.err()).isEqualTo(3);
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(fit.resolve("report.html")).exists();
  }

  @Test
  void aLinkToNothing_isRefusedBeforeTheWork() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("gone"), Path.of("nowhere"));
    for (Path output : new Path[] {link, link.resolve("out")}) {
      CommandRun run = CommandRun.withoutSpark(SmallTable.fit(table, output, "--overwrite"));
      assertThat(run.exit()).isEqualTo(2);
      assertThat(run.err()).singleElement().asString().contains("cannot write " + output);
    }
    assertThat(Files.isSymbolicLink(link)).isTrue();
  }
}
