package org.overrank;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.io.ObjectInputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** The floors of the house: a package imports only from floors below it. */
@AnalyzeClasses(packages = "org.overrank", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  /** Top to bottom; packages on one line share a floor and do not see each other. */
  private static final String[][] FLOORS = {
    {"cli"},
    {"ml", "report"},
    {"run"},
    {"spark"},
    {"sweep", "theorem"},
    {"fit"},
    {"optim", "certify", "landscape"},
    {"data"},
    {"objective"},
    {"sensing"},
    {"loss"},
    {"linalg"},
  };

  @ArchTest static final ArchRule FLOORS_SEE_ONLY_WHAT_IS_BELOW = floors();

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("org.overrank.(*)..").should().beFreeOfCycles();

  /** The commands' rooms stand on each other: commands, output, options. */
  @ArchTest
  static final ArchRule OPTIONS_KNOW_NO_COMMAND_AND_NO_OUTPUT =
      noClasses()
          .that()
          .resideInAPackage("org.overrank.cli.options..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.overrank.cli", "org.overrank.cli.output..");

  @ArchTest
  static final ArchRule OUTPUT_KNOWS_NO_COMMAND =
      noClasses()
          .that()
          .resideInAPackage("org.overrank.cli.output..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.overrank.cli");

  /** Whoever has options is a command, or options. */
  @ArchTest
  static final ArchRule OUTPUT_DECLARES_NO_OPTION =
      noClasses()
          .that()
          .resideInAPackage("org.overrank.cli.output..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule ONLY_THE_OUTER_HALF_KNOWS_SPARK =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.overrank",
              "org.overrank.spark..",
              "org.overrank.run..",
              "org.overrank.ml..",
              "org.overrank.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "scala..");

  /** What needs no Spark has its room in data, or on a lower floor. */
  @ArchTest
  static final ArchRule SPARK_HOLDS_ONLY_WHAT_NEEDS_SPARK =
      classes()
          .that()
          .resideInAPackage("org.overrank.spark..")
          .and()
          .areTopLevelClasses()
          .and()
          .doNotHaveSimpleName("package-info")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark..",
              "org.apache.hadoop..",
              "scala..",
              "breeze..",
              "com.esotericsoftware..");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.overrank.cli..")
          .should(ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_ENDS_THE_JVM =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.overrank.cli..")
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class);

  @ArchTest
  static final ArchRule NOTHING_IS_RANDOM_WITHOUT_A_SEED =
      noClasses()
          .should()
          .callConstructor(Random.class)
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(ThreadLocalRandom.class, SecureRandom.class);

  @ArchTest
  static final ArchRule NO_OBJECTS_ARE_READ_FROM_FILES =
      noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class);

  private ArchitectureTest() {}

  private static LayeredArchitecture floors() {
    LayeredArchitecture floors =
        layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
    for (String[] floor : FLOORS) {
      for (String name : floor) {
        floors = floors.layer(name).definedBy("org.overrank." + name + "..");
      }
    }
    for (int i = 0; i < FLOORS.length; i++) {
      for (String name : FLOORS[i]) {
        floors = standingOn(below(i), floors.whereLayer(name));
      }
    }
    return floors;
  }

  private static String[] below(int floor) {
    return Arrays.stream(FLOORS).skip(floor + 1L).flatMap(Arrays::stream).toArray(String[]::new);
  }

  private static LayeredArchitecture standingOn(
      String[] below, LayeredArchitecture.LayerDependencySpecification layer) {
    return below.length == 0 ? layer.mayNotAccessAnyLayer() : layer.mayOnlyAccessLayers(below);
  }
}
