package io.doppelstream.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Dependencies point one way: schemas, model, then trainer and service, which never meet, then the command line. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.doppelstream");

    @Test
    void shouldKeepSchemasAndModelFreeOfTensorFlowAndTheModulesAboveThem() {
        noClasses()
                .that()
                .resideInAnyPackage("io.doppelstream.schemas..", "io.doppelstream.model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.tensorflow..",
                        "ai.djl..",
                        "org.apache.kafka.streams..",
                        "io.doppelstream.trainer..",
                        "io.doppelstream.service..",
                        "io.doppelstream.cli..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.doppelstream.schemas..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.doppelstream.model..")
                .check(CLASSES);
    }

    @Test
    void shouldKeepTrainerAndServiceApart() {
        noClasses()
                .that()
                .resideInAPackage("io.doppelstream.trainer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.doppelstream.service..", "ai.djl..", "io.doppelstream.cli..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.doppelstream.service..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.doppelstream.trainer..", "io.doppelstream.cli..")
                .check(CLASSES);
    }

    @Test
    void shouldTouchConfluentsClientInOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.doppelstream.schemas.registry..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.flink..")
                .check(CLASSES);
    }

    @Test
    void shouldKeepTheTrainingLoopIgnorantOfAnyKind() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.doppelstream.trainer.train..",
                        "io.doppelstream.trainer.nn..",
                        "io.doppelstream.trainer.loss..",
                        "io.doppelstream.trainer.graph..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.doppelstream.trainer.gan..")
                .check(CLASSES);
    }

    @Test
    void shouldHaveNoPackageCyclesInTheModel() {
        slices().matching("io.doppelstream.model.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    /** The package of the main class, which knows all commands, is one of them. */
    @Test
    void shouldHaveNoPackageCyclesInTheCommandLine() {
        slices().matching("io.doppelstream.(**)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES.that(resideInAPackage("io.doppelstream.cli..")));
    }
}
