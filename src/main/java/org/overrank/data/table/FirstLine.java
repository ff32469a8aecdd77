package org.overrank.data.table;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The first line of a text that is not blank, as it is stored, and how lines end. */
public final class FirstLine {
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final boolean marked;
  private final byte[] line;
  private final byte end;

  private FirstLine(boolean marked, byte[] line, byte end) {
    this.marked = marked;
    this.line = line;
    this.end = end;
  }

  /**
   * Reads it.
   *
   * @param stored the text; not closed
   * @return the line; its end is a line feed unless lines end in carriage returns only
   * @throws IOException if it cannot be read
   */
  public static FirstLine read(InputStream stored) throws IOException {
    BufferedInputStream in = new BufferedInputStream(stored);
    in.mark(MARK.length);
    boolean marked = Arrays.equals(in.readNBytes(MARK.length), MARK);
    if (!marked) {
      in.reset();
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      int next = in.read();
      boolean over = next < 0 || next == '\n' || (next == '\r' && !feedFollows(in));
      if (!over) {
        line.write(next);
      } else if (next < 0 || !line.toString(StandardCharsets.ISO_8859_1).isBlank()) {
        return new FirstLine(marked, line.toByteArray(), (byte) (next < 0 ? '\n' : next));
      } else {
        line.reset();
      }
    }
  }

  private static boolean feedFollows(BufferedInputStream in) throws IOException {
    in.mark(1);
    boolean feed = in.read() == '\n';
    in.reset();
    return feed;
  }

  /** What lines end in: a line feed or a carriage return. */
  public byte end() {
    return end;
  }

  /** The line, each character a byte, without its end. */
  public String text() {
    return new String(line, StandardCharsets.ISO_8859_1).replaceFirst("\r$", "");
  }

  /** What the text begins with to tell its encoding, or nothing. */
  public byte[] mark() {
    return marked ? MARK.clone() : new byte[0];
  }

  /** The line with more before its end, which is part of it. */
  public byte[] with(byte[] added) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (marked) {
      out.writeBytes(MARK);
    }
    boolean both = line.length > 0 && line[line.length - 1] == '\r';
    out.write(line, 0, both ? line.length - 1 : line.length);
    out.writeBytes(added);
    if (both) {
      out.write('\r');
    }
    out.write(end);
    return out.toByteArray();
  }
}
