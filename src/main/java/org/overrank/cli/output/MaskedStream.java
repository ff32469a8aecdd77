package org.overrank.cli.output;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text on its way to people, in which values that must not be seen are replaced, line by line. */
public final class MaskedStream extends OutputStream {
  /** Shorter words are replaced between quotes only. */
  private static final int LONG = 6;

  private final PrintStream target;
  private final Map<String, String> secrets;
  private final Pattern pattern;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private MaskedStream(PrintStream target, Map<String, String> secrets) {
    this.target = target;
    this.secrets = secrets;
    this.pattern =
        Pattern.compile(
            secrets.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(MaskedStream::wherever)
                .collect(Collectors.joining("|")));
  }

  /**
   * A stream that masks.
   *
   * @param target where the text goes
   * @param secrets what is shown instead, by what must not be seen; at least one
   * @return a stream of UTF-8 that is flushed at ends of lines
   */
  public static PrintStream over(PrintStream target, Map<String, String> secrets) {
    return new PrintStream(new MaskedStream(target, secrets), false, StandardCharsets.UTF_8);
  }

  /** A common word may be a name here and a word there. */
  private static String wherever(String secret) {
    String quoted = Pattern.quote(secret);
    if (!secret.matches("[\\p{L}\\p{N}]+")) {
      return quoted;
    }
    return secret.length() < LONG
        ? "(?<=[\"'`/])" + quoted + "(?=[\"'`/])"
        : "(?<![\\p{L}\\p{N}])" + quoted + "(?![\\p{L}\\p{N}])";
  }

  @Override
  public synchronized void write(int b) {
    line.write(b);
    if (b == '\n') {
      pass();
    }
  }

  @Override
  public synchronized void flush() {
    pass();
    target.flush();
  }

  private void pass() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    byte[] masked =
        pattern
            .matcher(text)
            .replaceAll(found -> Matcher.quoteReplacement(secrets.getOrDefault(found.group(), "")))
            .getBytes(StandardCharsets.UTF_8);
    target.write(masked, 0, masked.length);
  }
}
