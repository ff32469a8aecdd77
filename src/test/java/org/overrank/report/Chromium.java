package org.overrank.report;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A headless browser of this machine, without a network. */
public final class Chromium {
  private final Path program;

  private Chromium(Path program) {
    this.program = program;
  }

  /**
   * Finds the browser: $CHROMIUM, or {@code chromium} on the path.
   *
   * @return the browser; without one the test is skipped, or fails where $CI is "true"
   */
  public static Chromium find() {
    Stream<String> named = Stream.ofNullable(System.getenv("CHROMIUM"));
    Stream<String> onPath =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(folder -> folder + "/chromium");
    Optional<Path> found =
        Stream.of(named, onPath, Stream.of("/usr/bin/chromium"))
            .flatMap(stream -> stream)
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
      throw new AssertionError(
          "CI must have chromium: it was found neither in $CHROMIUM nor on $PATH");
    }
    return new Chromium(found.orElseGet(() -> abort("no chromium on this machine")));
  }

  /**
   * Opens the browser, and leaves it open.
   *
   * @param folder where it may put its own files
   * @return what can be asked
   */
  public Tab tab(Path folder) throws Exception {
    Path profile = Files.createDirectories(folder.resolve("profile"));
    return Tab.open(command(profile, List.of("--remote-debugging-port=0", "about:blank")), profile);
  }

  private List<String> command(Path profile, List<String> more) {
    Stream<String> flags =
        Stream.of(
            program.toString(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--user-data-dir=" + profile,
            "--window-size=1280,1600");
    return Stream.concat(flags, more.stream()).toList();
  }
}
