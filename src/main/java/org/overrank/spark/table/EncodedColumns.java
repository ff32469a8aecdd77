package org.overrank.spark.table;

import java.nio.charset.Charset;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.overrank.data.table.TextEncoding;

/**
 * Columns of text in an encoding.
 *
 * @param encoding which
 */
record EncodedColumns(TextEncoding encoding) {
  /**
   * A column of what was read as ISO-8859-1, as text.
   *
   * @param bytes each character a byte
   * @return the text; under UTF-8 the bytes as they are, valid or not
   */
  Column decoded(Column bytes) {
    Column plain = functions.octet_length(bytes).equalTo(functions.length(bytes));
    return functions.when(plain, bytes).otherwise(ofBytes(functions.encode(bytes, "ISO-8859-1")));
  }

  /**
   * A column of bytes, as text.
   *
   * @param binary the bytes
   * @return the text; under UTF-8 the bytes as they are, valid or not
   */
  Column ofBytes(Column binary) {
    String charset = encoding.name();
    UDF1<byte[], String> decoder =
        bytes -> bytes == null ? null : new String(bytes, Charset.forName(charset));
    return encoding.isUtf8()
        ? binary.cast(DataTypes.StringType)
        : functions.udf(decoder, DataTypes.StringType).apply(binary);
  }

  /**
   * What is wrong with a column's bytes.
   *
   * @param text a column of texts
   * @param what it is called
   * @param file whether it is of a file whose encoding can be stated
   * @return a column of messages, null where the text is text
   */
  Column problem(Column text, String what, boolean file) {
    Column valid = functions.is_valid_utf8(text);
    UDF1<byte[], String> words =
        bytes -> bytes == null ? null : what + " " + TextEncoding.problem(bytes, file);
    Column utf8 =
        functions
            .when(valid, functions.lit(null).cast(DataTypes.StringType))
            .otherwise(
                functions.udf(words, DataTypes.StringType).apply(text.cast(DataTypes.BinaryType)));
    if (encoding.isUtf8()) {
      return utf8;
    }
    TextEncoding known = encoding;
    UDF1<String, String> replaced = bad -> what + " " + known.unread(bad);
    return functions.when(
        text.contains(TextEncoding.REPLACEMENT),
        functions.udf(replaced, DataTypes.StringType).apply(text));
  }
}
