package org.overrank.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resources, and a text whose {@code {{name}}} marks are replaced by parts. */
final class Template {
  private static final Pattern MARK = Pattern.compile("\\{\\{([A-Za-z.]+)}}");

  private Template() {}

  /**
   * Replaces every mark in one go: a part that holds a mark itself is left as it is.
   *
   * @param template text with marks
   * @param parts the text for each name
   * @return the filled template
   * @throws IllegalArgumentException if a mark has no part
   */
  static String fill(String template, Map<String, String> parts) {
    // Matcher.replaceAll looks at every character of a part, and one is a megabyte of script.
    StringBuilder filled = new StringBuilder();
    Matcher mark = MARK.matcher(template);
    int from = 0;
    while (mark.find()) {
      filled.append(template, from, mark.start()).append(part(parts, mark.group(1)));
      from = mark.end();
    }
    return filled.append(template, from, template.length()).toString();
  }

  /**
   * Reads a resource.
   *
   * @param path relative to this package, or absolute from "/"
   * @return its text
   * @throws IllegalStateException if there is none: a fault of the build
   */
  static String resource(String path) {
    try (InputStream stream = Template.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalStateException("no resource " + path);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String part(Map<String, String> parts, String name) {
    String part = parts.get(name);
    if (part == null) {
      throw new IllegalArgumentException("no part for the mark " + name);
    }
    return part;
  }
}
