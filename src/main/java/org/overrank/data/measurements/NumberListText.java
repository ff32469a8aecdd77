package org.overrank.data.measurements;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import org.overrank.data.table.DecimalMark;
import org.overrank.data.table.NumberRules;
import org.overrank.data.table.NumberText;

/**
 * Lists of numbers as texts: {@code 1 2.5 -3e-4}, {@code 1;2;3}, {@code [1, 2]}, {@code [[1, 2],
 * [3, 4]]}, or an object with {@code indices}, {@code values} and perhaps {@code size}.
 */
public final class NumberListText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final String text;
  private final DecimalMark decimal;
  private double[] values = new double[16];
  private int count;
  private int at;

  private NumberListText(String name, String text, DecimalMark decimal) {
    this.name = name;
    this.text = text;
    this.decimal = decimal;
  }

  /**
   * Reads a list.
   *
   * @param name what it is, for messages
   * @param text the text
   * @param decimal what numbers have before their fraction; a comma then separates none
   * @return the numbers
   * @throws UnusableRow if it is none
   */
  public static NumberList parse(String name, String text, DecimalMark decimal) {
    String stripped = text.strip();
    if (stripped.startsWith("{")) {
      return object(name, stripped);
    }
    NumberListText parser = new NumberListText(name, stripped, decimal);
    return parser.looksNested() ? parser.nested() : parser.flat();
  }

  private boolean looksNested() {
    return text.startsWith("[") && text.substring(1).strip().startsWith("[");
  }

  private NumberList flat() {
    boolean bracket = text.startsWith("[");
    at = bracket ? 1 : 0;
    numbers();
    if (bracket != (at < text.length() && text.charAt(at) == ']')
        || at + (bracket ? 1 : 0) != text.length()) {
      throw noList();
    }
    return NumberList.plain(Arrays.copyOf(values, count));
  }

  private NumberList nested() {
    at = 1;
    int lists = 0;
    int length = 0;
    while (true) {
      skipSeparators();
      if (at >= text.length() || text.charAt(at) != '[') {
        break;
      }
      at++;
      int before = count;
      numbers();
      if (at >= text.length() || text.charAt(at) != ']') {
        throw noList();
      }
      at++;
      if (lists > 0 && count - before != length) {
        throw new UnusableRow(
            name + " is ragged: a list of " + (count - before) + " numbers after one of " + length);
      }
      length = count - before;
      lists++;
    }
    if (at != text.length() - 1 || text.charAt(at) != ']') {
      throw noList();
    }
    return NumberList.nested(Arrays.copyOf(values, count), lists);
  }

  /** Reads numbers up to a bracket or the end. */
  private void numbers() {
    while (true) {
      skipSeparators();
      int start = at;
      while (at < text.length() && !isSeparator(text.charAt(at)) && !isBracket(text.charAt(at))) {
        at++;
      }
      if (at == start) {
        return;
      }
      add(text.substring(start, at));
    }
  }

  private void add(String token) {
    double value = NumberText.parse(token, decimal);
    if (!(Math.abs(value) <= NumberRules.LARGEST)) {
      throw new UnusableRow(NumberRules.problem(element(name, count), token, value));
    }
    if (count == values.length) {
      values = Arrays.copyOf(values, Math.multiplyExact(2, count));
    }
    values[count++] = value;
  }

  /** How an element is called in messages. */
  public static String element(String name, int index) {
    return name + "[" + index + "]";
  }

  /** Blanks, and one comma or semicolon at most: two of them have nothing between them. */
  private void skipSeparators() {
    int marks = 0;
    for (int k = at; k < text.length() && isSeparator(text.charAt(k)); k++) {
      marks += Character.isWhitespace(text.charAt(k)) ? 0 : 1;
    }
    if (marks > 1) {
      throw new UnusableRow(NumberListText.element(name, count) + " is missing");
    }
    while (at < text.length() && isSeparator(text.charAt(at))) {
      at++;
    }
  }

  private boolean isSeparator(char c) {
    return (c == ',' && decimal != DecimalMark.COMMA) || c == ';' || Character.isWhitespace(c);
  }

  private static boolean isBracket(char c) {
    return c == '[' || c == ']';
  }

  private UnusableRow noList() {
    return new UnusableRow(name + " " + NumberRules.quoted(text) + " is not a list of numbers");
  }

  private static NumberList object(String name, String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (!json.path("values").isArray()) {
        throw new UnusableRow(name + " " + NumberRules.quoted(text) + " has no list of values");
      }
      double[] values = parse(name, json.get("values").toString(), DecimalMark.POINT).values();
      if (json.has("indices") && !json.get("indices").isArray()) {
        throw new UnusableRow(name + " has indices that are no list");
      }
      if (!json.has("indices")) {
        return NumberList.plain(values);
      }
      double[] indices =
          parse(name + " indices", json.get("indices").toString(), DecimalMark.POINT).values();
      if (json.has("size") && !(json.get("size").isInt() && json.get("size").intValue() > 0)) {
        throw new UnusableRow(name + " has a size that is no positive whole number");
      }
      int size = json.has("size") ? json.get("size").intValue() : -1;
      return NumberList.sparse(values, CellIndices.of(name + " indices", indices), size);
    } catch (JsonProcessingException e) {
      throw new UnusableRow(name + " " + NumberRules.quoted(text) + " is not a list of numbers");
    }
  }
}
