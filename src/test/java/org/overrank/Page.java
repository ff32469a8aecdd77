package org.overrank;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of documentation in Markdown, as far as tests look at it.
 *
 * @param file where it is, relative to the project
 * @param text all of it
 */
public record Page(Path file, String text) {
  private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)$(.*?)^```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^(#{1,6}) (.+)$");
  private static final Pattern CAPTION = Pattern.compile("(?m)^\\*\\*([^*]+)\\*\\*");
  private static final Pattern LINK =
      Pattern.compile("!?\\[(?:[^\\]\\[]|\\[[^\\]]*\\])*\\]\\(([^)\\s]+)\\)");
  private static final Pattern SCHEME = Pattern.compile("^[a-z]+:.*");

  /**
   * Reads a page.
   *
   * @param file relative to the project
   * @return the page
   */
  public static Page at(Path file) {
    try {
      return new Page(file.normalize(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * All files below a folder.
   *
   * @param folder relative to the project
   * @param ending of their names
   * @return in the order of their names
   */
  public static List<Path> files(String folder, String ending) {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The pages of the site, the README and what stands beside it. */
  public static List<Page> all() {
    List<Path> files = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
    files.add(Path.of("CHANGELOG.md"));
    files.add(Path.of("conf/sample/README.md"));
    files.addAll(files("src/site/markdown", ".md"));
    return files.stream().map(Page::at).toList();
  }

  /** Targets of links to files of the project, with their anchors. */
  public List<String> links() {
    String prose = FENCE.matcher(text).replaceAll("").replaceAll("`[^`\n]*`", "code");
    return LINK.matcher(prose)
        .results()
        .map(link -> link.group(1))
        .filter(target -> !SCHEME.matcher(target).matches())
        .toList();
  }

  /** The file that a link leads to. */
  public Path target(String link) {
    String path = link.replaceFirst("#.*", "");
    Path folder = file.resolveSibling("");
    return path.isEmpty() ? file : folder.resolve(path).normalize();
  }

  /** Headings without their marks. */
  public List<String> headings() {
    return HEADING
        .matcher(FENCE.matcher(text).replaceAll(""))
        .results()
        .map(heading -> heading.group(2))
        .toList();
  }

  /** What a reference may name: headings, and what is bold where a line begins. */
  public List<String> titles() {
    List<String> titles = new ArrayList<>(headings());
    CAPTION.matcher(text).results().map(caption -> caption.group(1)).forEach(titles::add);
    return titles;
  }

  /** Anchors of the headings, as GitHub makes them. */
  public List<String> anchors() {
    return headings().stream()
        .map(heading -> heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", ""))
        .map(heading -> heading.replace(' ', '-'))
        .toList();
  }

  /** The text below a heading of the second level, up to the next. */
  public String section(String heading) {
    int start = text.indexOf("\n## " + heading + "\n");
    if (start < 0) {
      return "";
    }
    int end = text.indexOf("\n## ", start + 1);
    return end < 0 ? text.substring(start) : text.substring(start, end);
  }

  /** The lines of all examples for a shell, joined where they go on. */
  public List<String> shellLines() {
    return FENCE
        .matcher(text)
        .results()
        .filter(fence -> fence.group(1).equals("sh") || fence.group(1).isEmpty())
        .map(Page::body)
        .flatMap(String::lines)
        .toList();
  }

  private static String body(MatchResult fence) {
    return fence.group(2).replaceAll("\\\\\n\\s*", " ");
  }
}
