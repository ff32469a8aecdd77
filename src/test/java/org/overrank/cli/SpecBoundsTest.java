package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a spec may include, how deep it may nest, and which line its errors name. */
final class SpecBoundsTest {
  @TempDir Path directory;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  /** The one line that a spec is refused with, after the folder. */
  private String refusal(String text) throws IOException {
    return refusal(file("s.conf", text));
  }

  private String refusal(Path spec) {
    CommandRun run = CommandRun.withoutSpark("fit", "--spec", spec.toString());
    assertThat(run.exit()).as("%s", run.err()).isEqualTo(2);
    assertThat(run.err()).hasSize(1);
    assertThat(run.err().get(0)).hasSizeLessThan(1000);
    return run.err().get(0).replace("overrank fit: " + directory + "/", "");
  }

  @Test
  void filesBesideTheSpecAreIncluded_andErrorsNameThem() throws IOException {
    file("data.conf", "# the data\n\nlambda = -3\nrow = r\n");
    file("common.conf", "seed = 4\ninclude \"data\"\n");
    Path spec = file("s.conf", "input = x\ninclude \"common.conf\"\nfill = 3\n");
    CommandRun run = CommandRun.withoutSpark("fit", "--spec", spec.toString());
    assertThat(run.err())
        .containsExactlyInAnyOrder(
            "overrank fit: "
                + directory
                + "/data.conf:3: lambda: must be positive and finite,"
                + " not -3",
            "overrank fit: " + spec + ":3: fill: expected true or false, not 3");
    file("data.conf", "lambda = 3\nrow = }\n");
    assertThat(refusal(spec)).startsWith("data.conf:2: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"../data.conf\"",
        "\"/etc/hostname\"",
        "\"sub/data.conf\"",
        "file(\"/etc/hostname\")",
        "required(\"../data.conf\")",
        "classpath(\"reference.conf\")",
        "\"..\"",
        "\"a\\\\b\"",
      })
  void whatIsNotBesideTheSpecIsRefused(String what) throws IOException {
    assertThat(refusal("input = x\n\n  include " + what + "\nlambda = 1\n"))
        .startsWith("s.conf:3: include \"")
        .endsWith("only a file beside the spec can be included, by its plain name");
  }

  @Test
  void noUrlIsEverTried() throws IOException {
    try (ServerSocket server = new ServerSocket(0)) {
      server.setSoTimeout(1);
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/x.conf";
      for (String what : new String[] {"url(\"" + url + "\")", "\"" + url + "\""}) {
        assertThat(refusal("include " + what)).startsWith("s.conf:1: include \"" + url);
      }
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void missingAndCircularIncludesAreRefused() throws IOException {
    assertThat(refusal("include \"none\""))
        .isEqualTo("s.conf:1: include \"none\": no such file beside the spec");
    file("a.conf", "\ninclude \"s.conf\"");
    assertThat(refusal("include \"a.conf\"")).startsWith("a.conf:2: include \"s.conf\": includes");
    for (int k = 0; k < 7; k++) {
      file("d" + k, "include \"d" + (k + 1) + "\"\n");
    }
    file("d7", "");
    assertThat(refusal("include \"d0\"\nlambda = 0")).startsWith("s.conf:2: lambda");
    for (int k = 0; k < 5; k++) {
      file("w" + k, ("include \"w" + (k + 1) + "\"\n").repeat(9));
    }
    file("w5", "");
    assertThat(refusal("include \"w0\"")).contains("includes go in circles, too deep or too far");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a=", "a{", "a.", "[{a:", "{", "\"x\".", "${?a"})
  void nestingIsBounded(String opening) throws IOException {
    assertThat(refusal("input = x\n" + "lambda = " + opening.repeat(4_000))).startsWith("s.conf:");
    assertThat(refusal(opening.repeat(4_000))).startsWith("s.conf:1: ");
  }

  @Test
  void bracketsInStringsAndComments_doNotCount() throws IOException {
    String many = "[{".repeat(100);
    assertThat(refusal("# " + many + "\nrow = \"" + many + "\"\n// " + many + "\nlambda = 0"))
        .startsWith("s.conf:4: lambda: must be positive");
    assertThat(refusal("row = \"\"\"" + many + "\n\"a\" # " + many + "\"\"\"\nlambda = 0"))
        .startsWith("s.conf:3: lambda: must be positive");
  }

  @Test
  void substitutionsAreBounded() throws IOException {
    String chain =
        IntStream.range(0, 3000)
            .mapToObj(k -> "a" + k + " = ${a" + (k + 1) + "}\n")
            .collect(Collectors.joining());
    assertThat(refusal(chain)).startsWith("s.conf:201: more than 200 substitutions");
    assertThat(refusal("lambda = ${?" + "a.".repeat(4_000) + "}")).startsWith("s.conf:1: nested");
    assertThat(refusal("lambda = ${?" + "a".repeat(60_000))).startsWith("s.conf:1: ");
    assertThat(refusal("seed = \"" + "\\\\".repeat(30_000) + "\"")).startsWith("s.conf:1: seed: ");
    assertThat(refusal("seed = [1]\n" + "seed += 2\n".repeat(4_000))).startsWith("s.conf:202: ");
    assertThat(refusal("seed = ${?x}\n" + "seed = {b = 1}\n".repeat(4_000))).startsWith("s.conf:");
    assertThat(refusal("seed = " + "[1] ".repeat(4_000))).startsWith("s.conf:1: seed: expected");
    assertThat(refusal("seed = " + "{a = 1} ".repeat(4_000))).startsWith("s.conf:1: seed: exp");
    assertThat(refusal("seed = " + "x \"y\" ".repeat(4_000))).startsWith("s.conf:1: seed: ");
    assertThat(refusal("input = ${output}\noutput = ${input}\n")).contains("cycle");
    assertThat(refusal("# big\n".repeat(20_000)))
        .isEqualTo("s.conf: a spec is at most 64 KiB long");
  }

  @Test
  void theLineIsThatOfTheFault() throws IOException {
    assertThat(refusal("input = x\nlambda\nseed = 1\n")).startsWith("s.conf:2: Key 'lambda'");
    assertThat(refusal("input = x\nlambda = {\n\n\n")).startsWith("s.conf:2: ");
    assertThat(refusal("lambda = 1\nseed = 2\nlambda = -1\n")).startsWith("s.conf:3: lambda: ");
    assertThat(refusal("lambda = -1\nseed = 2\nlambda = ${lambda}0\n")).startsWith("s.conf:3: ");
    assertThat(refusal("seed = 1\nlambda = ${seed} [2]\n")).startsWith("s.conf:2: lambda: ");
    assertThat(refusal("seed = 1\r\nlambda = 0\r\n")).startsWith("s.conf:2: lambda: ");
    assertThat(refusal("\uFEFFseed = 1\nlambda = 0\n")).startsWith("s.conf:2: lambda: ");
    CommandRun list =
        CommandRun.withoutSpark(
            "sweep", "--spec", file("l.conf", "lambda = [\n  1\n  -2\n]\n").toString());
    assertThat(list.err().get(0)).contains("l.conf:3: lambda: must be positive");
  }

  @Test
  void whatControlsATerminal_isShownEscaped() throws IOException {
    assertThat(refusal("lambda = \"a\\nb\\u009b1m\\u202e\"\n"))
        .isEqualTo("s.conf:1: lambda: 'a\\nb\\u009b1m\\u202e' is not a number");
    assertThat(refusal("\"la\\nmbda\" = 1\n"))
        .isEqualTo("s.conf:1: la\\nmbda: no such option of fit: did you mean lambda");
    assertThat(refusal("include \"a\\tb\"\n")).startsWith("s.conf:1: include \"a\\tb\": no such");
  }

  @Test
  void bytesThatAreNotText_areNamedWithTheirLine() throws IOException {
    Path spec =
        Files.write(
            directory.resolve("l1.conf"),
            "input = x\nrow = num\u00e9ro\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(refusal(spec)).isEqualTo("l1.conf:2: byte 0xe9 is not UTF-8");
    assertThat(refusal("lambda = 1\nrow = \"\\u0001PATH\\u0002\""))
        .isEqualTo("s.conf:2: control characters are not allowed");
  }
}
