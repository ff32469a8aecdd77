package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.LocalSpark;
import org.overrank.data.entries.IdIndex;
import org.overrank.spark.model.ModelStore;

/** What goes in as an id is what the table says, in every command. */
class IdsAsWrittenTest {
  private static final String ZONE = "spark.sql.session.timeZone";
  private static final int ITEMS = 5;

  @TempDir Path dir;

  @AfterEach
  void zoneAsBefore() {
    LocalSpark.session().conf().set(ZONE, TimeZone.getDefault().getID());
  }

  private Path csv(String name, Charset charset, String... users) throws IOException {
    StringBuilder text = new StringBuilder("user,item,rating\n");
    for (int b = 0; b < ITEMS; b++) {
      for (int a = 0; a < users.length; a++) {
        text.append(users[a]).append(',').append(b).append(',').append(a + b % 3).append('\n');
      }
    }
    return Files.write(dir.resolve(name), text.toString().getBytes(charset));
  }

  private CommandRun fit(Path input, String... more) {
    List<String> args = new ArrayList<>(List.of("fit", "--input=" + input, "--output=" + out()));
    args.addAll(List.of("--lambda=0.01", "--overwrite"));
    args.addAll(List.of(more));
    for (String column : List.of("--row=user", "--col=item", "--value=rating")) {
      String option = column.substring(0, column.indexOf('=') + 1);
      if (args.stream().noneMatch(arg -> arg.startsWith(option))) {
        args.add(column);
      }
    }
    return CommandRun.of(args.toArray(String[]::new));
  }

  private Path out() {
    return dir.resolve("out");
  }

  private CommandRun predict(Path input, String... more) {
    String[] asked = {"predict", "--model=" + out(), "--input=" + input, "--overwrite"};
    return CommandRun.of(
        Stream.of(asked, new String[] {"--output=" + dir.resolve("predicted.csv")}, more)
            .flatMap(Stream::of)
            .toArray(String[]::new));
  }

  private List<Object> users() {
    IdIndex ids = ModelStore.load(LocalSpark.session(), out().toString()).matrix().rows();
    return IntStream.range(0, ids.size()).mapToObj(ids::idAt).toList();
  }

  private static void read(CommandRun run) {
    assertThat(run.exit()).as("%s", run.err()).isIn(0, 3);
  }

  private static void refused(CommandRun run, String... parts) {
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).singleElement().asString().contains(parts);
  }

  @Test
  void bytesThatAreNotUtf8AreRefused_orSaidToBeAnotherEncoding() throws IOException {
    String[] users = {"Renée", "Renèe", "a", "b", "c", "d", "e", "f"};
    Path latin = csv("latin.csv", StandardCharsets.ISO_8859_1, users);
    refused(fit(latin), "latin.csv, data row 1: user", "its byte 4 is 0xE9", "--encoding");
    assertThat(out()).doesNotExist();
    CommandRun dropped = fit(latin, "--on-bad-row=drop");
    read(dropped);
    assertThat(String.join("\n", dropped.err())).contains("10 bad rows dropped");

    read(fit(latin, "--encoding=latin1"));
    assertThat(users()).hasSize(8).contains("Renée", "Renèe");
    refused(predict(latin), "latin.csv, data row 1: user", "0xE9", "--encoding");
    CommandRun predicted = predict(latin, "--encoding=ISO-8859-1");
    assertThat(predicted.exit()).as("%s", predicted.err()).isZero();
    assertThat(predicted.err()).singleElement().asString().contains("40 cells predicted");
    Path written = dir.resolve("predicted.csv");
    assertThat(Files.readString(written, StandardCharsets.ISO_8859_1)).contains("Renée,0,");
    String[] certify = {"certify", "--model=" + out(), "--input=" + latin};
    refused(CommandRun.of(certify), "data row 1", "0xE9");
    CommandRun certified =
        CommandRun.of(SmallTable.concat(certify, new String[] {"--encoding=l1"}));
    assertThat(certified.exit()).as("%s", certified.err()).isIn(0, 3);
    assertThat(String.join("", certified.out())).contains("\"rows\" : 8");
  }

  @Test
  void theEncodingOfJsonAndOfHeadersIsTakenAtItsWord() throws IOException {
    StringBuilder json = new StringBuilder();
    for (int k = 0; k < 12; k++) {
      json.append(
          String.format("{\"größe\":\"Ж%d\",\"item\":%d,\"rating\":%d}\n", k % 4, k / 4, k));
    }
    Charset cyrillic = Charset.forName("GB18030");
    Path table = Files.write(dir.resolve("t.json"), json.toString().getBytes(cyrillic));
    refused(fit(table), "t.json, data row 1: the line", "is not UTF-8: its byte 5 is 0x");
    read(fit(table, "--row=größe", "--encoding=gb18030"));
    assertThat(users()).containsExactly("Ж0", "Ж1", "Ж2", "Ж3");
    CommandRun predicted = predict(table, "--encoding=gb18030");
    assertThat(predicted.err()).singleElement().asString().contains("12 cells predicted");

    String text = "größe,item,rating\nä,1,2\nö,1,3\n";
    Path named = Files.write(dir.resolve("n.csv"), text.getBytes(StandardCharsets.ISO_8859_1));
    refused(fit(named, "--row=größe"), "n.csv: its header", "0xF6");
    read(fit(named, "--row=größe", "--encoding=cp1252"));
    assertThat(users()).containsExactly("ä", "ö");
  }

  @ParameterizedTest
  @CsvSource({
    "t.csv, UTF-16, UTF-16 cannot be read line by line",
    "t.csv, none, 'none' is no encoding known here",
    "t.orc, latin1, an encoding is for csv and json",
  })
  void encodingsThatCannotBeReadAreRefused(String file, String encoding, String message)
      throws IOException {
    refused(fit(csv(file, StandardCharsets.UTF_8, "a"), "--encoding=" + encoding), message);
  }

  @Test
  void instantsAreThemselvesWhateverTheZone() throws IOException {
    LocalSpark.session().conf().set(ZONE, "Europe/Berlin");
    // 48 hours around the end of summer time: 02:00 on the clock twice.
    Dataset<Row> hours =
        LocalSpark.session()
            .range(48 * 3)
            .selectExpr(
                "timestamp_seconds(1729944000 + 3600 * (id % 48)) as user",
                "cast(id div 48 as int) as item", "cast(id % 7 as double) as rating");
    Path table = dir.resolve("hours.parquet");
    hours.coalesce(1).write().parquet(table.toString());
    read(fit(table));
    assertThat(users()).hasSize(48).contains("2024-10-27T00:00:00Z", "2024-10-27T01:00:00Z");

    LocalSpark.session().conf().set(ZONE, "Asia/Tokyo");
    CommandRun predicted = predict(table);
    assertThat(predicted.err()).singleElement().asString().contains("144 cells predicted");
  }

  @Test
  void directoriesOfPartitionsAreNotGuessedAt() throws IOException {
    String[] users = {"007", "08", "1e3", "1000", "a%2Fb", "2024-01-01", "é"};
    for (String user : users) {
      Path folder = Files.createDirectories(dir.resolve("hive/user=" + user));
      Files.writeString(folder.resolve("p.csv"), "item,rating\n0,1\n1,2\n2,4\n");
    }
    read(fit(dir.resolve("hive")));
    assertThat(users()).containsExactly("007", "08", "1000", "1e3", "2024-01-01", "a/b", "é");
    CommandRun predicted = predict(dir.resolve("hive"));
    assertThat(predicted.err()).singleElement().asString().contains("21 cells predicted");
  }

  @Test
  void numbersAreTheirDigits_andNanIsMissing() throws IOException {
    Path table = dir.resolve("t.parquet");
    Dataset<Row> rows =
        LocalSpark.session()
            .sql(
                "select * from values (1D, 1, 1D), (1D, 2, 2D), (-0D, 1, 3D), (2.5D, 1, 1D),"
                    + " (1e19D, 1, 4D), (9007199254740993D, 2, 1D), (double('NaN'), 2, 1D)"
                    + " as t(user, item, rating)");
    rows.coalesce(1).write().parquet(table.toString());
    refused(fit(table), "data row 7: user is missing");
    CommandRun dropped = fit(table, "--on-bad-row=drop");
    read(dropped);
    assertThat(dropped.err().get(0)).contains("1 bad rows dropped");
    assertThat(users())
        .containsExactly("0", "1", "10000000000000000000", "2.5", "9007199254740992");
    String json =
        """
        {"user":1.0,"item":1,"rating":1}
        {"user":25e-1,"item":1,"rating":1}
        {"user":"1.0","item":1,"rating":1}
        {"user":1,"item":2,"rating":1}
        {"user":123456789012345678901234567890,"item":2,"rating":1}
        """;
    read(fit(Files.writeString(dir.resolve("t.json"), json)));
    assertThat(users()).containsExactly("1", "1.0", "123456789012345678901234567890", "2.5");
    String huge = json + "{\"user\":" + "1".repeat(39) + ",\"item\":2,\"rating\":1}\n";
    refused(
        fit(Files.writeString(dir.resolve("h.json"), huge)), "data row 6: user is a number with");
    String list = json + "{\"user\":[1],\"item\":2,\"rating\":1}\n";
    refused(fit(Files.writeString(dir.resolve("l.json"), list)), "row 6: user", "cannot be an id");
  }

  @Test
  void idsThatDifferOnlyInBlanksOrCaseAreRemarkedOn() throws IOException {
    CommandRun blanks = fit(csv("b.csv", StandardCharsets.UTF_8, "1", "1 ", "2", " 2", "3"));
    read(blanks);
    assertThat(users()).hasSize(5);
    assertThat(blanks.err())
        .contains(
            "note: 2 of the row ids differ from another one only in blanks, such as \"1\" and"
                + " \"1 \"");
    CommandRun both = fit(csv("c.csv", StandardCharsets.UTF_8, "Ann", "ann ", "Ben", "ben", "c"));
    assertThat(both.err()).anyMatch(line -> line.contains("2 of the row ids differ from another"));
    assertThat(both.err()).anyMatch(line -> line.contains("only in blanks or case, such as"));
    CommandRun lost = fit(csv("d.csv", StandardCharsets.UTF_8, "Ren\ufffde", "b"));
    assertThat(lost.err()).anyMatch(line -> line.startsWith("note: 1 of the row ids hold U+FFFD"));
    CommandRun plain = fit(csv("e.csv", StandardCharsets.UTF_8, "7", "8", "9"));
    assertThat(plain.err()).noneMatch(line -> line.startsWith("note"));
  }

  @Test
  void fieldsWithinStructsAndNamesWithDotsWorkInEveryCommand() {
    Dataset<Row> flat = LocalSpark.session().range(60).toDF("k");
    Dataset<Row> nested =
        flat.select(
            functions
                .expr("named_struct('id', k % 12, 'b.c', named_struct('w`', 1.5D))")
                .as("user"),
            functions.expr("k div 12").as("film.id"),
            functions.expr("named_struct('stars', cast(k % 7 as double))").as("rated"));
    for (String format : List.of("parquet", "json")) {
      Path table = dir.resolve("nested." + format);
      nested.coalesce(1).write().format(format).save(table.toString());
      String[] columns = {
        "--row=user.id", "--col=film.id", "--value=rated.stars", "--weight=user.`b.c`.`w```"
      };
      read(fit(table, SmallTable.concat(columns, new String[] {"--holdout=0.2"})));
      assertThat(users()).hasSize(12);
      CommandRun predicted =
          CommandRun.of(
              "predict",
              "--model=" + out(),
              "--input=" + table,
              "--output=" + dir.resolve("p.json"),
              "--overwrite");
      assertThat(predicted.err()).singleElement().asString().contains("60 cells predicted");
      read(CommandRun.of("certify", "--model=" + out(), "--input=" + table));
      String[] sweep = {
        "sweep", "--input=" + table, "--lambda=0.01", "--output=" + dir.resolve("sweep" + format)
      };
      read(CommandRun.of(SmallTable.concat(sweep, columns)));
    }
  }
}
