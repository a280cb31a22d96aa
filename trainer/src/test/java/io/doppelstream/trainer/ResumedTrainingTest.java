package io.doppelstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.checkpoint.Checkpoint;
import io.doppelstream.trainer.checkpoint.CheckpointConfig;
import io.doppelstream.trainer.checkpoint.CheckpointConfig.Start;
import io.doppelstream.trainer.checkpoint.CheckpointException;
import io.doppelstream.trainer.checkpoint.CheckpointFolder;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.LoopPosition;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import io.doppelstream.trainer.train.Validation;
import io.doppelstream.trainer.validate.ValidationConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings that are stopped or killed end, once resumed, with the package of an undisturbed one. */
class ResumedTrainingTest {

    private static final String WEIGHTS = "saved_model/saved_model.pb";
    private static final Table TABLE = TestTables.everyKind(600, 1);
    private static final int STEPS = 24;

    @TempDir
    static Path shared;

    private static TrainingResult.Trained undisturbed;

    @TempDir
    Path folder;

    @BeforeAll
    static void trainUndisturbed() throws IOException {
        undisturbed = undisturbed("tabular");
    }

    private static TrainingResult.Trained undisturbed(String kind) throws IOException {
        return trained(trainer(kind, Start.UNSAVED, StopSignal.never()).train(TABLE, shared.resolve(kind)));
    }

    /** A process of its own that trains until somebody kills it. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws IOException {
            trainer("tabular", Start.NEW, StopSignal.never()).train(TABLE, Path.of(arguments[0]));
        }
    }

    private static TrainingConfig config(String kind, Start start) {
        return TrainingConfig.of("people", "1", GanConfig.of(kind), Budget.steps(STEPS), 7)
                .withEvaluation(TestTables.quickEvaluation())
                .withValidation(new ValidationConfig(4, 2, 0, 0))
                .withCheckpoints(new CheckpointConfig(start, Duration.ZERO));
    }

    private static TabularTrainer trainer(String kind, Start start, StopSignal stop) {
        return new TabularTrainer(config(kind, start), TrainingListener.silent(), stop);
    }

    private static TrainingResult.Trained trained(TrainingResult result) {
        assertThat(result).as(result.message()).isInstanceOf(TrainingResult.Trained.class);
        return (TrainingResult.Trained) result;
    }

    private static StopSignal after(int rounds) {
        AtomicInteger asked = new AtomicInteger();
        return () -> asked.getAndIncrement() >= rounds;
    }

    private static String weights(TrainingResult.Trained trained) {
        return trained.model().manifest().files().get(WEIGHTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tabular", "ctgan"})
    void shouldEndWithTheSameModelWhenStoppedAndResumed(String kind) throws IOException {
        TrainingResult.Trained undisturbed =
                kind.equals("tabular") ? ResumedTrainingTest.undisturbed : undisturbed(kind);
        Path model = folder.resolve("model");
        TrainingResult stopped = trainer(kind, Start.NEW, after(9)).train(TABLE, model);
        Path checkpoint = folder.resolve("model.checkpoint");
        assertThat(stopped).isEqualTo(new TrainingResult.Interrupted(9, Optional.of(checkpoint)));
        assertThat(stopped.message()).contains("--resume").contains(checkpoint.toString());
        assertThat(model).doesNotExist();
        // Again on the same way: a resumed training can be stopped, too.
        assertThat(trainer(kind, Start.RESUME, after(4)).train(TABLE, model).message())
                .contains("after 13 steps");
        TrainingResult.Trained resumed =
                trained(trainer(kind, Start.RESUME, StopSignal.never()).train(TABLE, model));
        assertThat(weights(resumed)).isEqualTo(weights(undisturbed));
        assertThat(resumed.quality()).isEqualTo(undisturbed.quality());
        assertThat(resumed.summary().evaluations())
                .extracting(Validation::steps, Validation::quality, Validation::best)
                .isEqualTo(undisturbed.summary().evaluations().stream()
                        .map(evaluation -> Tuple.tuple(evaluation.steps(), evaluation.quality(), evaluation.best()))
                        .toList());
        assertThat(checkpoint).doesNotExist();
    }

    @Test
    void shouldEndWithTheSameModelWhenTheProcessIsKilledAndTheTrainingResumed() throws Exception {
        Path model = folder.resolve("model");
        Path state = folder.resolve("model.checkpoint").resolve("state");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        model.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            // The second modification at the least: some steps are done.
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!Files.exists(state) && process.isAlive() && System.nanoTime() < deadline) {
                Thread.sleep(2);
            }
            Thread.sleep(150);
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(state).exists();
        assertThat(model).doesNotExist();
        TrainingResult.Trained resumed =
                trained(trainer("tabular", Start.RESUME, StopSignal.never()).train(TABLE, model));
        assertThat(weights(resumed)).isEqualTo(weights(undisturbed));
        assertThat(resumed.quality()).isEqualTo(undisturbed.quality());
    }

    @Test
    void shouldEndWithTheSameModelWhenTheExportFails() throws IOException {
        Path model = folder.resolve("model");
        // Asked before every step and once more when the package is complete.
        TrainingResult stopped = trainer("tabular", Start.NEW, after(STEPS)).train(TABLE, model);
        assertThat(stopped).isInstanceOf(TrainingResult.Interrupted.class);
        assertThat(weights(trained(
                        trainer("tabular", Start.RESUME, StopSignal.never()).train(TABLE, model))))
                .isEqualTo(weights(undisturbed));
    }

    @Test
    void shouldEndWithAnotherModelWhenAPartOfTheStateIsLost() throws IOException {
        Path model = folder.resolve("model");
        trainer("tabular", Start.NEW, after(9)).train(TABLE, model);
        Checkpoint whole = CheckpointFolder.of(model).load(Map.of());
        for (String lost : List.of("moment", "twin", "critic")) {
            Path maimed = folder.resolve(lost);
            CheckpointFolder.of(maimed).save(without(whole, lost));
            assertThat(weights(trained(
                            trainer("tabular", Start.RESUME, StopSignal.never()).train(TABLE, maimed))))
                    .as(lost)
                    .isNotEqualTo(weights(undisturbed));
        }
    }

    private static Checkpoint without(Checkpoint whole, String lost) {
        Map<String, float[]> variables = new HashMap<>(whole.variables());
        assertThat(variables.keySet()).anyMatch(name -> name.contains(lost));
        variables.replaceAll((name, values) -> name.contains(lost) ? new float[values.length] : values);
        return with(whole, variables, whole.position());
    }

    private static Checkpoint with(Checkpoint old, Map<String, float[]> variables, LoopPosition position) {
        return new Checkpoint(
                old.training(), old.encoders(), position, old.reports(), old.evaluations(), variables, old.best());
    }

    @Test
    void shouldSpendOnlyTheRemainingTimeWhenResumed() throws IOException {
        Duration hour = Duration.ofHours(1);
        TrainingConfig config = TrainingConfig.of("people", "1", GanConfig.of("tabular"), Budget.time(hour), 7)
                .withEvaluation(TestTables.quickEvaluation())
                .withCheckpoints(new CheckpointConfig(Start.NEW, Duration.ZERO));
        Path model = folder.resolve("model");
        assertThat(new TabularTrainer(config, TrainingListener.silent(), after(5)).train(TABLE, model))
                .isInstanceOf(TrainingResult.Interrupted.class);
        CheckpointFolder checkpoints = CheckpointFolder.of(model);
        Checkpoint early = checkpoints.load(Map.of());
        assertThat(early.position().elapsed()).isBetween(Duration.ofNanos(1), hour);
        checkpoints.save(with(
                early,
                early.variables(),
                new LoopPosition(
                        early.position().rounds(),
                        early.position().runs(),
                        early.position().moves(),
                        hour)));
        TrainingResult.Trained resumed = trained(
                new TabularTrainer(config.withCheckpoints(CheckpointConfig.of(Start.RESUME))).train(TABLE, model));
        assertThat(resumed.summary().steps()).isEqualTo(5);
        assertThat(resumed.summary().training()).isBetween(hour, hour.plusMinutes(5));
        assertThat(resumed.summary().afterwards()).isPositive();
        assertThat(resumed.model().manifest().training().seconds())
                .isEqualTo(resumed.summary().training().toMillis() / 1000.0);
    }

    @Test
    void shouldRefuseToStartWhenTheCheckpointDoesNotFit() throws IOException {
        Path model = folder.resolve("model");
        assertThatThrownBy(() ->
                        trainer("tabular", Start.RESUME, StopSignal.never()).train(TABLE, model))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("without --resume");
        trainer("tabular", Start.NEW, after(1)).train(TABLE, model);
        assertThatThrownBy(
                        () -> trainer("tabular", Start.NEW, StopSignal.never()).train(TABLE, model))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("--resume");
        assertThatThrownBy(
                        () -> trainer("ctgan", Start.RESUME, StopSignal.never()).train(TABLE, model))
                .hasMessageContaining("whose GAN kind is ctgan, found tabular");
        assertThatThrownBy(() ->
                        trainer("tabular", Start.RESUME, StopSignal.never()).train(TestTables.everyKind(600, 2), model))
                .hasMessageContaining("whose training data (SHA-256) is");
        for (TrainingConfig other : List.of(
                TrainingConfig.of("people", "1", GanConfig.of("tabular"), Budget.steps(STEPS), 8)
                        .withEvaluation(TestTables.quickEvaluation()),
                TrainingConfig.of("people", "1", GanConfig.of("tabular"), Budget.steps(STEPS + 1), 7)
                        .withEvaluation(TestTables.quickEvaluation())
                        .withValidation(new ValidationConfig(4, 2, 0, 0)))) {
            assertThatThrownBy(() -> new TabularTrainer(other.withCheckpoints(CheckpointConfig.of(Start.RESUME)))
                            .train(TABLE, TABLE, model))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("resume with what it was started with");
        }
    }

    @Test
    void shouldMeasureOnTheWayWhatThePackageHas() throws IOException {
        TrainingResult.Trained result = trained(
                trainer("tabular", Start.UNSAVED, StopSignal.never()).train(TABLE, TABLE, folder.resolve("model")));
        Validation best = result.summary().evaluations().stream()
                .filter(evaluation -> evaluation.steps() == result.summary().publishedStep())
                .findFirst()
                .orElseThrow();
        // Bins are cut on other edges, which matters for a model of a few steps.
        assertThat(result.quality().columnShapes()).isCloseTo(best.figures().get("column shapes"), within(0.05));
        assertThat(result.summary().validationRows()).isZero();
    }
}
