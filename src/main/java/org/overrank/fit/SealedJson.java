package org.overrank.fit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * JSON objects that carry a digest of themselves, so that a number that changed on the disk is not
 * taken for a result.
 *
 * <p>The key {@code digest}, the last one, holds the beginning of the SHA-256 of all others as they
 * are written without blanks: reformatting a file does not break its seal.
 */
public final class SealedJson {
  private static final String DIGEST = "digest";
  private static final int BYTES = 16;
  private static final ObjectMapper JSON = new ObjectMapper();

  private SealedJson() {}

  /**
   * Adds the digest.
   *
   * @param object any object; modified
   * @return {@code object}
   */
  public static ObjectNode sealed(ObjectNode object) {
    object.remove(DIGEST);
    return object.put(DIGEST, digest(object));
  }

  /**
   * Whether an object carries a digest; those of version 0.1.0 do not.
   *
   * @param object any object
   * @return true if it does
   */
  public static boolean isSealed(ObjectNode object) {
    return object.has(DIGEST);
  }

  /**
   * Takes the digest away and tells whether it is right.
   *
   * @param object a sealed object; modified
   * @return false if anything in it has changed since it was sealed
   */
  public static boolean unseal(ObjectNode object) {
    String told = object.remove(DIGEST).asText();
    return told.equals(digest(object));
  }

  private static String digest(ObjectNode object) {
    try {
      byte[] text = JSON.writeValueAsString(object).getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
