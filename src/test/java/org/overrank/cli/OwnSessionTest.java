package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

/** What the user set wins, and what we need beside it is added. */
final class OwnSessionTest {
  private static final String OURS = "org.overrank.spark.OverrankKryoRegistrator";
  private static final String KRYO = "org.apache.spark.serializer.KryoSerializer";
  private static final String JAVA = "org.apache.spark.serializer.JavaSerializer";

  private static SparkConf with(Map<String, String> settings) {
    settings.forEach(System::setProperty);
    try {
      return OwnSession.configuration("fit");
    } finally {
      settings.keySet().forEach(System::clearProperty);
    }
  }

  @Test
  void aKryoOfTheUsersOwnKnowsOurClassesToo() {
    for (SparkConf conf :
        new SparkConf[] {
          with(Map.of()),
          with(Map.of("spark.serializer", KRYO, "spark.kryo.registrationRequired", "true")),
          with(Map.of("spark.kryo.registrator", OURS))
        }) {
      assertThat(conf.get("spark.serializer")).isEqualTo(KRYO);
      assertThat(conf.get("spark.kryo.registrator")).isEqualTo(OURS);
    }
    assertThat(with(Map.of("spark.kryo.registrator", "a.B")).get("spark.kryo.registrator"))
        .isEqualTo("a.B," + OURS);
    SparkConf java = with(Map.of("spark.serializer", JAVA));
    assertThat(java.get("spark.serializer")).isEqualTo(JAVA);
    assertThat(java.contains("spark.kryo.registrator")).isFalse();
  }

  @Test
  void anApplicationKeepsTheNameItWasGiven() {
    assertThat(with(Map.of("spark.app.name", "mine")).get("spark.app.name")).isEqualTo("mine");
    assertThat(with(Map.of("spark.app.name", "overrank-1.jar")).get("spark.app.name"))
        .isEqualTo("overrank fit");
  }
}
