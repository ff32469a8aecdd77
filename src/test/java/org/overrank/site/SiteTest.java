package org.overrank.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.report.Chromium;
import org.overrank.report.Tab;

/** The documentation as {@code jobs/site} makes it, on a server, in a browser. */
@Tag("attack")
final class SiteTest {
  private static final Path SITE = Path.of("target", "site");
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
  private static final Pattern ANCHOR = Pattern.compile("(?:id|name)=\"([^\"]*)\"");
  private static final String MOUNTED = "document.querySelector('#app')?.__vue_app__";

  @TempDir static Path directory;
  private static HttpServer server;
  private static String address;

  @BeforeAll
  static void buildAndServe() throws IOException, InterruptedException {
    boolean npm = new ProcessBuilder("bash", "-c", "command -v npm").start().waitFor() == 0;
    assumeTrue(npm || "true".equals(System.getenv("CI")), "no npm on this machine");
    Path log = directory.resolve("site.log");
    Process build =
        new ProcessBuilder("jobs/site")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(build.waitFor()).as(Files.readString(log)).isZero();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", SiteFiles.under(SITE));
    server.start();
    address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  private static List<Path> pages(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".html")).sorted().toList();
    }
  }

  private static boolean isOurs(Path page) {
    return !page.startsWith(SITE.resolve("api"));
  }

  @Test
  void everyPageOfTheRepositoryIsOne() throws IOException {
    List<String> names =
        pages(SITE).stream().map(page -> SITE.relativize(page).toString()).toList();
    for (Path markdown : markdown()) {
      String name = Path.of("src/site/markdown").relativize(markdown).toString();
      assertThat(names).contains(name.replace(".md", ".html"));
    }
    assertThat(names).contains("index.html", "contributing.html", "api/index.html");
    assertThat(names).contains("api/org/overrank/ml/MatrixCompletion.html");
  }

  private static List<Path> markdown() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/site/markdown"))) {
      return files.filter(file -> file.toString().endsWith(".md")).toList();
    }
  }

  /** To pages, to headings in them, to files, pictures and Javadoc. */
  @Test
  void noLinkIsDead() throws IOException {
    Map<Path, List<String>> dead = new TreeMap<>();
    int links = 0;
    for (Path page : pages(SITE).stream().filter(SiteTest::isOurs).toList()) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        links++;
        if (!isAlive(page, link.group(1).replace("&amp;", "&"))) {
          dead.computeIfAbsent(page, key -> new ArrayList<>()).add(link.group(1));
        }
      }
    }
    assertThat(dead).isEmpty();
    assertThat(links).isGreaterThan(500);
    Path page = SITE.resolve("scale.html");
    assertThat(isAlive(page, "/nowhere")).isFalse();
    assertThat(isAlive(page, "/theory#nothing")).isFalse();
  }

  private static boolean isAlive(Path page, String link) throws IOException {
    if (link.matches("(https?|data|mailto):.*")) {
      return true;
    }
    URI here = URI.create("http://site/" + SITE.relativize(page));
    URI there = here.resolve(link);
    Path file = SiteFiles.file(SITE, there.getPath());
    if (there.getFragment() == null || !Files.isRegularFile(file)) {
      return Files.isRegularFile(file);
    }
    return ANCHOR
        .matcher(Files.readString(file))
        .results()
        .anyMatch(anchor -> anchor.group(1).equals(there.getFragment()));
  }

  @Test
  void noPageComplains_inABrowser() throws Exception {
    Map<String, List<String>> complaints = new TreeMap<>();
    try (Tab tab = Chromium.find().tab(Files.createDirectory(directory.resolve("browser")))) {
      for (Path page : pages(SITE).stream().filter(SiteTest::isOurs).toList()) {
        String name = SITE.relativize(page).toString();
        boolean plain = name.startsWith("files/");
        complaints.put(name, tab.visit(address + name, plain ? "true" : MOUNTED));
      }
      complaints.values().removeIf(List::isEmpty);
      assertThat(complaints).isEmpty();
      tab.visit(address + "index.html", MOUNTED);
      tab.await("[...document.images].every(image => image.naturalWidth > 0)");
      // Javadoc's own pages ask for fonts that Debian's JDK leaves out, and name no icon.
      assertThat(tab.visit(address + "api/index.html", "document.title"))
          .filteredOn(said -> !said.matches(".*(/resources/fonts/|/favicon\\.ico).*"))
          .isEmpty();
    }
  }

  @Test
  void searchFindsAPageByItsWords() throws Exception {
    try (Tab tab = Chromium.find().tab(Files.createDirectory(directory.resolve("search")))) {
      tab.visit(address + "index.html", MOUNTED);
      tab.value("document.querySelector('#local-search button').click()");
      tab.await("document.querySelector('.VPLocalSearchBox input')");
      tab.value(
          "(() => { const box = document.querySelector('.VPLocalSearchBox input');"
              + " box.value = 'Grafana'; box.dispatchEvent(new Event('input')); })()");
      tab.await("document.querySelector('.VPLocalSearchBox .results a[href*=watching]')");
    }
  }
}
