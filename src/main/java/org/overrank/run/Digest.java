package org.overrank.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names for settings, of one length and safe in any file system. */
public final class Digest {
  private Digest() {}

  /**
   * The beginning of a text's SHA-256.
   *
   * @param text any text
   * @param bytes how many, at most 32
   * @return twice as many hexadecimal digits
   */
  public static String hex(String text, int bytes) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
