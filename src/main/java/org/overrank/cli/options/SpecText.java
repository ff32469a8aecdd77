package org.overrank.cli.options;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.InvalidInputException;

/**
 * The text of a file of HOCON, looked through before it is parsed: the parser recurses, so that
 * what nests must be bounded, and it does not tell which variables of the environment a text asks
 * for.
 */
final class SpecText {
  /** Objects, lists and substitutions within each other, and names within a path. */
  private static final int DEEPEST = 32;

  private static final int MOST_SUBSTITUTIONS = 200;
  private static final int MOST_BYTES = 1 << 16;

  /** What stands where a text is not plain: strings, comments, substitutions and brackets. */
  private static final Pattern NOTABLE =
      Pattern.compile(
          "\"\"\".*?\"\"\"+|\"(?:[^\"\\\\\\r\\n]++|\\\\.)*+\"|(?:#|//)[^\\r\\n]*+"
              + "|\\$\\{(?:\\?(?=([^}\\r\\n]{1,200}+)}))?|\\+=|[\\[{}\\].=:,\\r\\n]",
          Pattern.DOTALL);

  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0e-\\x1f]|\\\\u00[01]");

  private final File file;
  private final String text;
  private final Set<String> variables = new HashSet<>();
  private int depth;
  private int names;
  private int substitutions;

  private SpecText(File file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * Reads a file.
   *
   * @param file where
   * @return its text
   * @throws InvalidInputException if it cannot be read, is not UTF-8, or nests too deeply
   */
  static SpecText read(File file) {
    if (!file.isFile()) {
      throw new InvalidInputException("no spec file " + file);
    }
    SpecText text = new SpecText(file, decoded(file));
    text.look();
    return text;
  }

  private static String decoded(File file) {
    try {
      if (Files.size(file.toPath()) > MOST_BYTES) {
        throw new InvalidInputException(file + ": a spec is at most 64 KiB long");
      }
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file.toPath()));
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      } catch (CharacterCodingException e) {
        int line = 1;
        for (int k = 0; k < bytes.position(); k++) {
          line += bytes.get(k) == '\n' ? 1 : 0;
        }
        int at = Byte.toUnsignedInt(bytes.get(bytes.position()));
        throw new InvalidInputException(
            file + ":" + line + ": byte 0x" + Integer.toHexString(at) + " is not UTF-8", e);
      }
    } catch (IOException e) {
      throw new InvalidInputException("spec file " + file + " cannot be read", e);
    }
  }

  private void look() {
    Matcher control = CONTROL.matcher(text);
    if (control.find()) {
      throw refusal(control.start(), "control characters are not allowed");
    }
    Matcher notable = NOTABLE.matcher(text);
    while (notable.find()) {
      take(notable.group().charAt(0), notable.start(), notable.group(1));
    }
  }

  private void take(char first, int at, @Nullable String variable) {
    switch (first) {
      case '[', '{' -> bound(++depth, DEEPEST, at);
      case ']', '}' -> depth--;
      case '.' -> bound(++names, DEEPEST, at);
      case '$' -> {
        bound(++depth, DEEPEST, at);
        bound(++substitutions, MOST_SUBSTITUTIONS, at);
        if (variable != null) {
          ask(variable);
        }
      }
      case '+' -> bound(++substitutions, MOST_SUBSTITUTIONS, at); // It stands for one.
      case '"', '#', '/' -> {} // Says nothing.
      default -> names = 0;
    }
  }

  private void bound(int count, int most, int at) {
    if (count > most) {
      throw refusal(
          at,
          most == DEEPEST ? "nested too deeply" : "more than " + most + " substitutions in a spec");
    }
  }

  private void ask(String variable) {
    try {
      List<String> path = ConfigUtil.splitPath(variable.strip());
      if (path.size() == 1) {
        variables.add(path.get(0));
      }
    } catch (ConfigException e) {
      return; // The parser will say so.
    }
  }

  private InvalidInputException refusal(int at, String why) {
    return new InvalidInputException(file + ":" + line(at) + ": " + why);
  }

  private int line(int at) {
    return 1 + (int) text.substring(0, at).chars().filter(each -> each == '\n').count();
  }

  /** The text itself. */
  String text() {
    return text;
  }

  /** What may be asked of the environment: names that stand as ${?NAME}. */
  Set<String> variables() {
    return variables;
  }

  /**
   * The last line up to another on which some words stand.
   *
   * @param last where to begin, from 1 on; beyond the end is the last line that is not blank
   * @param words all of which are on the line
   * @return the line, or where it began
   */
  int lineOf(int last, String... words) {
    List<String> lines = text.lines().toList();
    int end = Math.min(last, lines.size());
    while (last > lines.size() && end > 1 && lines.get(end - 1).isBlank()) {
      end--;
    }
    for (int line = end; line > 0; line--) {
      if (List.of(words).stream().allMatch(lines.get(line - 1)::contains)) {
        return line;
      }
    }
    return Math.max(1, end);
  }
}
