package org.overrank;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What code and pages cite, such as (theory, section 3, "Escape"), can be read in the pages. */
class ReferencesTest {
  /** theory, sections 1, 2 and 6 · theory, section 3, "Escape" · numerics, "Entries". */
  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\b(?<page>[Tt]heory|[Nn]umerics|[Ss]cale),? "
              + "(?:sections? (?<sections>[\\d., and]*\\d)(?:, \"(?<within>[^\"]+)\")?"
              + "|\"(?<title>[^\"]+)\")");

  private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)*");
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");
  private static final Pattern PAGE = Pattern.compile("src/site/[\\w./-]*\\w");

  @Test
  void everyReferenceInCodeAndPagesNamesAHeadingOfAPage() {
    int references = 0;
    List<String> dangling = new ArrayList<>();
    for (Path file : citing()) {
      String prose = prose(file);
      references += (int) REFERENCE.matcher(prose).results().count();
      dangling(prose).forEach(reference -> dangling.add(file + ": " + reference));
    }
    assertThat(dangling).isEmpty();
    assertThat(references).as("references that were checked").isGreaterThan(50);
  }

  @Test
  void aDanglingReferenceIsSeen() {
    assertThat(
            dangling(
                "(theory, section 1) (theory, sections 1, 2 and 99) (theory, section 3, \"Escape\")"
                    + " (theory, section 3, \"Flight\") numerics, \"Two levers\" numerics,"
                    + " \"Entries\" theory section 4.4 theory section 4.7"))
        .containsExactly(
            "theory, sections 1, 2 and 99",
            "theory, section 3, \"Flight\"",
            "numerics, \"Two levers\"",
            "theory section 4.7");
  }

  @Test
  void everyPageThatIsCitedByItsPathIsThere() {
    List<Path> files = new ArrayList<>(citing());
    files.addAll(Page.files("conf", ".conf"));
    files.add(Path.of("pom.xml"));
    for (Path file : files) {
      assertThat(PAGE.matcher(Page.at(file).text()).results().map(hit -> Path.of(hit.group())))
          .as("pages that %s names", file)
          .allSatisfy(page -> assertThat(page).exists());
    }
  }

  private static List<Path> citing() {
    return Stream.of(
            Page.files("src", ".java"),
            Page.files("src/site", ".md"),
            Page.files("notebooks", ".ipynb"))
        .flatMap(List::stream)
        .filter(file -> !file.endsWith("ReferencesTest.java"))
        .toList();
  }

  /** What is written for people in a file, its lines joined. */
  private static String prose(Path file) {
    String text = Page.at(file).text();
    if (file.toString().endsWith(".java")) {
      StringBuilder comments = new StringBuilder();
      Matcher comment = COMMENT.matcher(text.replaceAll("\\n\\s*//", ""));
      while (comment.find()) {
        comments.append(comment.group()).append('\n');
      }
      text = comments.toString().replaceAll("\\n\\s*\\* ?", "\n");
    }
    return text.replaceAll("\\s*\\n\\s*", " ");
  }

  private static List<String> dangling(String text) {
    List<String> dangling = new ArrayList<>();
    Matcher hit = REFERENCE.matcher(text);
    while (hit.find()) {
      String page = hit.group("page").toLowerCase(Locale.ROOT) + ".md";
      List<String> titles = Page.at(Path.of("src/site/markdown", page)).titles();
      if (!numbersAre(titles, hit.group("sections"))
          || !titleIs(titles, hit.group("within"))
          || !titleIs(titles, hit.group("title"))) {
        dangling.add(hit.group());
      }
    }
    return dangling;
  }

  private static boolean titleIs(List<String> titles, @Nullable String title) {
    return title == null || titles.contains(title);
  }

  private static boolean numbersAre(List<String> titles, @Nullable String sections) {
    return sections == null
        || NUMBER
            .matcher(sections)
            .results()
            .map(number -> Pattern.compile(Pattern.quote(number.group()) + "\\.? .*"))
            .allMatch(heading -> titles.stream().anyMatch(t -> heading.matcher(t).matches()));
  }
}
