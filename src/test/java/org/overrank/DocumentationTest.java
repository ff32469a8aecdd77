package org.overrank;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Pages lead to each other and to what is there, and the README to all of them. */
class DocumentationTest {
  private static final Path README = Path.of("README.md");
  private static final Path SITE = Path.of("src/site/markdown");

  @Test
  void readmeIsReadInTwoMinutes() {
    assertThat(Page.at(README).text().lines()).hasSizeLessThanOrEqualTo(150);
  }

  @Test
  void everyLinkLeadsToAFileAndToAHeadingInIt() {
    Map<Path, List<String>> broken = new TreeMap<>();
    Page.all().forEach(page -> broken.put(page.file(), brokenLinks(page)));
    broken.values().removeIf(List::isEmpty);
    assertThat(broken).isEmpty();
  }

  @Test
  void aBrokenLinkIsSeen() {
    Page page =
        new Page(
            SITE.resolve("made-up.md"),
            "# T\n[a](none.md) [b](theory.md#none) [c](theory.md) [d](#t) [e](https://a.b/c)"
                + " `[f](x)` ![g](../resources/none.png)\n```\n[h](x)\n```\n");
    assertThat(brokenLinks(page))
        .containsExactly("none.md", "theory.md#none", "../resources/none.png");
  }

  private static List<String> brokenLinks(Page page) {
    return page.links().stream().filter(link -> !resolves(page, link)).toList();
  }

  private static boolean resolves(Page page, String link) {
    Path target = page.target(link);
    int anchor = link.indexOf('#');
    if (anchor < 0) {
      return Files.exists(target);
    }
    boolean here = target.equals(page.file());
    return (here || Files.exists(target))
        && (here ? page : Page.at(target)).anchors().contains(link.substring(anchor + 1));
  }

  @Test
  void everyPageIsReachedFromTheReadmeAndLeadsBack() {
    Set<Path> reached = new TreeSet<>();
    Deque<Path> ahead = new ArrayDeque<>(List.of(README));
    while (!ahead.isEmpty()) {
      Path file = ahead.pop();
      if (file.toString().endsWith(".md") && Files.exists(file) && reached.add(file)) {
        Page page = Page.at(file);
        page.links().forEach(link -> ahead.push(page.target(link)));
      }
    }
    assertThat(reached).containsAll(Page.files(SITE.toString(), ".md"));
    assertThat(Page.files(SITE.toString(), ".md"))
        .allSatisfy(
            file ->
                assertThat(Page.at(file).links().stream().map(Page.at(file)::target))
                    .as("%s leads back", file)
                    .contains(README));
  }
}
