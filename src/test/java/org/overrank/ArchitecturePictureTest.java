package org.overrank;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The picture in architecture.md is that of the classes as they are. */
final class ArchitecturePictureTest {
  private static final Pattern PICTURE = Pattern.compile("(?s)```mermaid\\n(.*?)```");
  private static final String ROOT = "org.overrank";

  @Test
  void thePictureShowsWhoNeedsWhom() throws Exception {
    Matcher picture = PICTURE.matcher(Page.at(Path.of("src/site/markdown/architecture.md")).text());
    assertThat(picture.find()).isTrue();
    assertThat(picture.group(1)).isEqualTo(drawn(needs()));
  }

  /** Packages below org.overrank, and the classes in it, by what they need. */
  private static Map<String, Set<String>> needs() throws URISyntaxException {
    Path classes =
        Path.of(Problem.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Map<String, Set<String>> needs = new TreeMap<>();
    for (JavaClass each : new ClassFileImporter().importPath(classes)) {
      Set<String> own = needs.computeIfAbsent(box(each), key -> new TreeSet<>());
      for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().startsWith(ROOT) && !box(target).equals(box(each))) {
          own.add(box(target));
        }
      }
    }
    return needs;
  }

  /** The rooms of a package share its box; those of the command line stand on each other. */
  private static String box(JavaClass each) {
    String below = each.getPackageName().substring(ROOT.length());
    if (below.isEmpty()) {
      return "Problem";
    }
    String room = below.substring(1);
    return room.startsWith("cli.") ? room : room.replaceFirst("\\..*", "");
  }

  /** Arrows that others lead to are left out. */
  private static String drawn(Map<String, Set<String>> needs) {
    StringBuilder drawn = new StringBuilder("graph TD\n");
    needs.forEach(
        (from, own) ->
            own.stream()
                .filter(to -> own.stream().noneMatch(by -> !by.equals(to) && leads(needs, by, to)))
                .forEach(to -> drawn.append("  ").append(from + " --> " + to).append('\n')));
    return drawn.toString();
  }

  private static boolean leads(Map<String, Set<String>> needs, String from, String to) {
    return from.equals(to)
        || needs.getOrDefault(from, Set.of()).stream().anyMatch(by -> leads(needs, by, to));
  }
}
